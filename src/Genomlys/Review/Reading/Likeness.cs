namespace Genomlys.Review.Reading;

/// <summary>How alike two names are, from 0 to 1: the share of letter pairs they have in common (Dice), order and case aside.</summary>
public static class Likeness
{
    public const double Same = 0.8;
    private const int Longest = 400;

    public static double Of(string one, string other)
    {
        List<string> a = Pairs(one), b = Pairs(other);
        if (a.Count + b.Count is 0)
            return Words(one) == Words(other) ? 1 : 0;
        var left = b.GroupBy(p => p).ToDictionary(p => p.Key, p => p.Count());
        var common = 0;
        foreach (var pair in a)
            if (left.TryGetValue(pair, out var count) && count > 0)
            {
                common++;
                left[pair] = count - 1;
            }
        return 2.0 * common / (a.Count + b.Count);
    }

    private static List<string> Pairs(string text) => [.. Words(text).Split(' ').SelectMany(w => Enumerable.Range(0, Math.Max(0, w.Length - 1)).Select(n => w.Substring(n, 2)))];

    private static string Words(string text) => string.Concat((text.Length > Longest ? text[..Longest] : text).ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' '));
}

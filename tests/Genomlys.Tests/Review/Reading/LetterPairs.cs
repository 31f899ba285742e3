namespace Genomlys.Tests.Review.Reading;

/// <summary>How alike two names are, from 0 to 1: the share of letter pairs they have in common (Dice), order and case aside. The measure's own, so that no change of the product changes what is measured.</summary>
internal static class LetterPairs
{
    public const double Same = 0.8;
    private const int Longest = 400;

    public static double Alike(string one, string other)
    {
        List<string> a = Of(one), b = Of(other);
        if (a.Count + b.Count is 0)
            return Words(one) == Words(other) ? 1 : 0;
        var left = b.CountBy(p => p).ToDictionary();
        return 2.0 * a.Count(pair => left.TryGetValue(pair, out var count) && (left[pair] = count - 1) >= 0) / (a.Count + b.Count);
    }

    private static List<string> Of(string text) => [.. Words(text).Split(' ').SelectMany(w => Enumerable.Range(0, Math.Max(0, w.Length - 1)).Select(n => w.Substring(n, 2)))];

    private static string Words(string text) => string.Concat((text.Length > Longest ? text[..Longest] : text).ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' '));
}

namespace Genomlys.Review.Reading;

/// <summary>A sentence and where in its block it begins.</summary>
internal readonly record struct Sentence(int At, string Text);

/// <summary>A block's text as sentences: a full stop ends one unless it belongs to an abbreviation or a number.</summary>
internal static class Sentences
{
    private const int Longest = 1200;

    public static IEnumerable<Sentence> Of(string text, ReadingWords words)
    {
        var start = 0;
        for (var n = 0; n < text.Length; n++)
            if (n - start >= Longest && text[n] is ' ' || (text[n] is '.' or '!' or '?' && IsEnd(text, n, words)))
            {
                if (text[start..(n + 1)].Trim() is { Length: > 0 } said)
                    yield return new Sentence(start, said);
                start = n + 1;
                while (start < text.Length && text[start] is ' ')
                    start++;
                n = Math.Max(n, start - 1);
            }
        if (start < text.Length && text[start..].Trim() is { Length: > 0 } rest)
            yield return new Sentence(start, rest);
    }

    private static bool IsEnd(string text, int at, ReadingWords words)
    {
        if (at + 1 >= text.Length)
            return true;
        var next = at + 1;
        if (text[next] is '”' or '"' or ')')
            next++;
        if (next >= text.Length)
            return true;
        if (text[next] is not ' ' || next + 1 >= text.Length || !(char.IsUpper(text[next + 1]) || char.IsDigit(text[next + 1]) || text[next + 1] is '”' or '"' or '('))
            return false;
        if (text[at] is not '.')
            return true;
        var start = at;
        while (start > 0 && at - start < 12 && text[start - 1] is not (' ' or '('))
            start--;
        return !words.Abbreviations.Contains(text[start..at].ToLowerInvariant()) && !(at - start is 1 && char.IsUpper(text[start]));
    }

    /// <summary>The words of a sentence without the signs around them.</summary>
    public static string[] Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim(',', '.', ';', ':', '(', ')', '”', '"', '!', '?')).Where(w => w is not "")];

    public static bool Says(this HashSet<string> words, string text) => Words(text).Any(w => words.Contains(w.ToLowerInvariant()));

    public static bool Says(this IReadOnlyList<string> phrases, string text) => phrases.Any(p => text.Contains(p, StringComparison.OrdinalIgnoreCase));
}

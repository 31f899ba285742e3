namespace Genomlys.Review.Reading;

/// <summary>Puts the lines of a paragraph together again, and the words that were broken between them.</summary>
internal sealed class Joining(ReadingWords words, IEnumerable<string> lines)
{
    private readonly HashSet<string> vocabulary = lines.SelectMany(Words).ToHashSet(StringComparer.Ordinal);

    /// <summary>What stands between the end of a line and the next one: how many characters of the end go, and what comes instead.</summary>
    public (int Drop, string Between) Seam(string before, string after)
    {
        if (before is [.., '/'])
            return (0, "");
        if (before is not [.., not ' ', '-'] || after is "")
            return (0, " ");
        var (head, tail) = (Words(before).LastOrDefault() ?? "", Words(after).FirstOrDefault() ?? "");
        if (words.HyphenJoins.Contains(tail))
            return (0, " ");
        return char.IsLower(after[0]) && !IsKept(before, head, tail) ? (1, "") : (0, "");
    }

    /// <summary>e-utbildning and NIS 2-direktivet keep their hyphen; a word that stands whole elsewhere does not.</summary>
    private bool IsKept(string before, string head, string tail)
    {
        var last = before[(before.LastIndexOf(' ') + 1)..].TrimEnd('-').TrimStart('(', '”', '"', '/');
        return words.KeepHyphen.Contains(last.ToLowerInvariant()) || last.Skip(1).Any(char.IsUpper) || last.Any(char.IsDigit)
            || (!vocabulary.Contains(head + tail) && vocabulary.Contains($"{head}-{tail}"));
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split([' ', '.', ',', ';', ':', '(', ')', '”', '"', '/', '!', '?'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.TrimEnd('-').ToLowerInvariant()).Where(w => w is not "");
}

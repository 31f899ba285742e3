using Genomlys.Shared;

namespace Genomlys.Incidents;

/// <summary>How alike two descriptions are: the words they share, of all the words they use, in percent.</summary>
public static class Wording
{
    private static readonly char[] marks = [' ', ',', '.', ';', ':', '!', '?', '(', ')', '"', '-', '/'];

    public static int Likeness(string one, string other)
    {
        if (Words.Fold(one) == Words.Fold(other))
            return 100;
        var (a, b) = (WordsOf(one), WordsOf(other));
        var all = a.Union(b).Count();
        return all is 0 ? 0 : 100 * a.Intersect(b).Count() / all;
    }

    private static HashSet<string> WordsOf(string text) => [.. Words.Fold(text).Split(marks, StringSplitOptions.RemoveEmptyEntries)];
}

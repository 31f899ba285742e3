using System.Text.RegularExpressions;
using Genomlys.Shared;

namespace Genomlys.Review.Checks;

/// <summary>How alike two titles are: the share of the shorter one's words, by their stems, that the other has too.</summary>
internal static partial class Likeness
{
    public static double Of(string one, string other)
    {
        var (a, b) = (Stems(one), Stems(other));
        return a.Count is 0 || b.Count is 0 ? 0 : (double)a.Count(b.Contains) / Math.Min(a.Count, b.Count);
    }

    public static bool IsSame(string one, string other) => Of(one, other) >= CheckTables.Shipped.Limits.Similar + 0.1;

    /// <summary>Whether a text takes up a title: half of the title's words stand in it.</summary>
    public static bool IsTakenUp(string title, string text)
    {
        var (a, b) = (Stems(title), Stems(text));
        return a.Count > 0 && (double)a.Count(b.Contains) / a.Count >= CheckTables.Shipped.Limits.Similar;
    }

    public static string WithoutMark(string title) => CheckTables.Shipped["mark"].Replace(title, " ").Trim().TrimEnd('.');

    public static HashSet<string> Stems(string text) =>
        [.. Word().Matches(WithoutMark(text)).Select(w => w.Value.ToLowerInvariant()).Where(w => w.Length > 2 && !CheckTables.Shipped.Fillers.Contains(w)).Select(w => w.Length > CheckTables.Shipped.Limits.Stem ? w[..CheckTables.Shipped.Limits.Stem] : w)];

    /// <summary>The letters that would have to change to make one of the other, whatever the case.</summary>
    public static int Distance(string one, string other)
    {
        var (a, b) = (Words.Fold(one), Words.Fold(other));
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (before, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}

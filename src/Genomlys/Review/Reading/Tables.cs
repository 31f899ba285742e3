using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Rows of a table in running text: neighbours with as many columns, of which one holds a number.</summary>
internal static partial class Tables
{
    private const int Longest = 300;

    public static HashSet<int> RowsIn(IReadOnlyList<CleanLine> lines)
    {
        var rows = new HashSet<int>();
        for (var n = 0; n < lines.Count; n++)
            if (IsNumeric(lines[n]) && (IsLike(lines, n, n - 1) || IsLike(lines, n, n + 1)))
                rows.Add(n);
        foreach (var n in rows.ToList())
            if (n > 0 && !rows.Contains(n - 1) && lines[n - 1].Cells.Count == lines[n].Cells.Count && lines[n - 1].Source.Kind is LineKind.Plain)
                rows.Add(n - 1);
        return rows;
    }

    /// <summary>A number as a cell has it: 21, 55 %, 2 428, 7,5.</summary>
    public static bool IsNumber(string cell) => cell.Length < 20 && Number().IsMatch(cell);

    private static bool IsNumeric(CleanLine line) => line.Source.Kind is LineKind.Plain && line.Text.Length < Longest && line.Cells.Count > 1 && line.Cells.Skip(1).Any(IsNumber);

    private static bool IsLike(IReadOnlyList<CleanLine> lines, int n, int other) => other >= 0 && other < lines.Count && lines[other].Cells.Count == lines[n].Cells.Count && IsNumeric(lines[other]);

    [GeneratedRegex(@"^[<>~]?\d{1,3}(?:[ ]?\d{3})*(?:,\d+)?\s?(?:%|st|procent|kr)?$", RegexOptions.None, 1000)]
    private static partial Regex Number();
}

namespace Genomlys.Documents.Word;

/// <summary>The page: A4 with the margins of the PDF. Word measures in twentieths of a point.</summary>
internal static class Layout
{
    public const int PageWidth = 11906, PageHeight = 16838, Side = 1644, Top = 1757, Bottom = 1587;
    public const int TextWidth = PageWidth - 2 * Side;
    public const int TextHeight = PageHeight - Top - Bottom;

    private const int NarrowWidth = TextWidth * 6 / 10;

    /// <summary>Few columns of short texts look lost over a whole page.</summary>
    public static int Width(Block.Table table) =>
        table.Header.Count <= 3 && table.Rows.All(row => row.All(cell => cell.Text.Length <= 24)) ? NarrowWidth : TextWidth;

    /// <summary>Columns of short texts take what they need, the others share the rest by how much they say.</summary>
    public static IReadOnlyList<int> Columns(Block.Table table)
    {
        var width = Width(table);
        var lengths = table.Header.Index().Select(h => (int[])[LongestWord(h.Item), .. table.Rows.Select(row => row[h.Index].Text.Length)]).ToList();
        var words = table.Header.Index().Select(h => table.Rows.Select(row => LongestWord(row[h.Index].Text)).Append(LongestWord(h.Item)).Max()).ToList();
        var isShort = lengths.Select(l => l.Max() <= 18).ToList();
        var needs = lengths.Select((l, n) => Wide(isShort[n] ? l.Max() : Math.Min(words[n], 22))).ToList();
        var rest = width - needs.Sum();
        var weights = lengths.Select((l, n) => isShort[n] ? 0 : Math.Clamp(l.Average(), 12, 60)).ToList();
        return weights.Sum() == 0 || rest < 0
            ? [needs[0] + rest, .. needs.Skip(1)]
            : [.. needs.Select((need, n) => need + (int)(rest * weights[n] / weights.Sum()))];
    }

    /// <summary>A small table is never divided between pages.</summary>
    public static bool IsWhole(Block.Table table) => table.Rows.Count <= 10 && table.Rows.Sum(row => row.Sum(cell => cell.Text.Length)) <= 550;

    /// <summary>What so many letters take, with the margins of a cell.</summary>
    private static int Wide(int letters) => 300 + Math.Max(4, letters) * 104;

    private static int LongestWord(string text) => text.Split(' ', '-', '/').Max(word => word.Length);
}

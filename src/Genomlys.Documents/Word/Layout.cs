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
        table.Header.Count <= 3 && table.Rows.All(row => row[0].Text.Length <= 24) ? NarrowWidth : TextWidth;

    /// <summary>Columns of short texts take what they need, the others share the rest by how much they say.</summary>
    public static IReadOnlyList<int> Columns(Block.Table table)
    {
        var width = Width(table);
        var lengths = table.Header.Index().Select(h => (int[])[LongestWord(h.Item), .. table.Rows.Select(row => row[h.Index].Text.Length)]).ToList();
        var needs = lengths.Index().Select(l => Math.Max(l.Item.Max(), Math.Min(table.Header[l.Index].Length, 18)) is var most and <= 18 ? 240 + most * 102 : 0).ToList();
        var rest = width - needs.Sum();
        var weights = lengths.Select((l, n) => needs[n] > 0 ? 0 : Math.Clamp(l.Average(), 12, 60)).ToList();
        if (weights.Sum() == 0)
            return [needs[0] + rest, .. needs.Skip(1)];
        return [.. needs.Select((need, n) => need > 0 ? need : (int)(rest * weights[n] / weights.Sum()))];
    }

    /// <summary>A small table is never divided between pages.</summary>
    public static bool IsWhole(Block.Table table) => table.Rows.Count <= 10 && table.Rows.Sum(row => row.Sum(cell => cell.Text.Length)) <= 700;

    private static int LongestWord(string text) => text.Split(' ', '-', '/').Max(word => word.Length);
}

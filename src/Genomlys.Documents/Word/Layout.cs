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

    /// <summary>Columns of short texts take what they need, the others share the rest by how much they say, but hold their longest word.</summary>
    public static IReadOnlyList<int> Columns(Block.Table table)
    {
        var columns = table.Header.Index().Select(h => Column.Of(h.Item, [.. table.Rows.Select(row => row[h.Index].Text)])).ToList();
        var width = Width(table);
        while (columns.Any(c => c.IsShared))
        {
            var (rest, weights) = (width - columns.Where(c => !c.IsShared).Sum(c => c.Need), columns.Where(c => c.IsShared).Sum(c => c.Weight));
            if (columns.FindIndex(c => c.IsShared && rest * c.Weight / weights < c.Need) is var tight and >= 0)
                columns[tight] = columns[tight] with { IsShared = false };
            else
                return [.. columns.Select(c => c.IsShared ? (int)(rest * c.Weight / weights) : c.Need)];
        }
        return [Math.Max(0, columns[0].Need + width - columns.Sum(c => c.Need)), .. columns.Skip(1).Select(c => c.Need)];
    }

    /// <summary>A small table is never divided between pages.</summary>
    public static bool IsWhole(Block.Table table) => table.Rows.Count <= 10 && table.Rows.Sum(row => row.Sum(cell => cell.Text.Length)) <= 550;

    private sealed record Column(int Need, double Weight, bool IsShared)
    {
        private const int Short = 18, LongestHeld = 22;

        public static Column Of(string header, IReadOnlyList<string> texts)
        {
            var title = header.Length <= 14 ? header.Length : LongestWord(header);
            var most = texts.Select(t => t.Length).Append(title).Max();
            return most <= Short
                ? new(Wide(most), 0, false)
                : new(240 + 94 * Math.Min(LongestHeld, texts.Select(LongestWord).Append(title).Max()), Math.Clamp(texts.Average(t => t.Length), 12, 60), true);
        }

        /// <summary>What so many letters take on one line, with the margins of a cell; bold capitals are wide.</summary>
        private static int Wide(int letters) => 300 + Math.Max(4, letters) * 104;

        private static int LongestWord(string text) => text.Split(' ', '-', '/').Max(word => word.Length);
    }
}

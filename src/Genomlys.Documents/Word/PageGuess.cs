namespace Genomlys.Documents.Word;

/// <summary>About which page each heading will stand on: the height of every block, in points, laid on pages as Word would.</summary>
internal sealed class PageGuess
{
    private const double PageHeight = Layout.TextHeight / 20.0, PageWidth = Layout.TextWidth / 20.0;
    private readonly Dictionary<string, int> pages = [];
    private readonly Notes notes = new();
    private int page = 2;   // the cover is the first
    private double used;

    public static IReadOnlyDictionary<string, int> Of(Document document)
    {
        var guess = new PageGuess();
        foreach (var (n, block) in document.Blocks.Index())
            if (block is Block.Toc)
                guess.List([.. document.Blocks.OfType<Block.Heading>().Where(h => h.Level <= Block.Toc.Depth)]);
            else
                guess.Place(block, document.Blocks.ElementAtOrDefault(n + 1));
        return guess.pages;
    }

    private void Place(Block block, Block? next)
    {
        switch (block)
        {
            case Block.PageBreak: if (used > 0) Turn(); break;
            case Block.Heading h:
                var height = Lines(h.Text, Size(h.Level) * 1.05) * Size(h.Level) * 1.3 + Before(h.Level) + 8;
                if (used + height + Head(next) > PageHeight)
                    Turn();
                pages[h.Anchor] = page;
                used += used == 0 ? height - Before(h.Level) : height;
                break;
            case Block.Paragraph p: Flow(Height(p.Content), p.Content); break;
            case Block.List l:
                foreach (var item in l.Items)
                    Flow(Lines(Said(item), 10.5) * 14.6 + 3.5, item);
                break;
            case Block.Note n: Whole(Height(n.Content) + (n.Title is "" ? 34 : 50), 15, 19); break;
            case Block.Table t: Lay(t, 29); break;
            case Block.Chart c: Whole(WordChart.Height(c) / 12700.0 + 35 + (Layout.IsWhole(c.Data) ? Tall(c.Data) : 60), 13, 15); break;
        }
    }

    /// <summary>The table of contents, and the page that is begun after it.</summary>
    private void List(IReadOnlyList<Block.Heading> headings)
    {
        used += 45;
        foreach (var heading in headings)
            Whole(Lines(heading.Text, 10 + 2.5 * heading.Level) * 14.6 + (heading.Level is 1 ? 8 : 1));
        Turn();
    }

    private void Lay(Block.Table table, double caption)
    {
        if (Layout.IsWhole(table))
            Whole(Tall(table) + caption, 13, 15);
        else
        {
            used += caption;
            foreach (var row in Rows(table))
                Whole(row);
            used += 25;
        }
    }

    private static double Tall(Block.Table table) => Rows(table).Sum() + 25;

    private static IEnumerable<double> Rows(Block.Table table)
    {
        var widths = Layout.Columns(table);
        return [20, .. table.Rows.Select(row => 7 + 11.1 * row.Select((cell, n) => Math.Ceiling(cell.Text.Length * 8.5 * 0.53 / (widths[n] / 20.0 - 11))).Max())];
    }

    /// <summary>What is not divided; the space after it may fall outside the page, that before it at the top of one.</summary>
    private void Whole(double height, double before = 0, double after = 0)
    {
        if (used + height - after > PageHeight && used > 0)
            Turn();
        used += used == 0 ? height - before : height;
    }

    private void Flow(double height, IReadOnlyList<Inline> content)
    {
        foreach (var note in content.Select(Notes.Of).OfType<string>())
            if (notes.Refer(note).IsFirst)
                used += Lines(note, 8) * 10.5 + 4;
        used += height;
        while (used > PageHeight)
            Turn(used - PageHeight);
    }

    private void Turn(double carried = 0) => (page, used) = (page + 1, carried);

    private static double Head(Block? next) => next switch
    {
        Block.Heading => 40,
        Block.Chart c => WordChart.Height(c) / 12700.0 + 30 + Tall(c.Data),
        Block.Table t when Layout.IsWhole(t) => Tall(t) + 24,
        _ => 32,
    };

    private static double Height(IReadOnlyList<Inline> content) => Lines(Said(content), 10) * 14.6 + 7;

    private static double Lines(string text, double size) => Math.Max(1, Math.Ceiling(text.Length * size * 0.515 / PageWidth));

    private static double Before(int level) => level switch { 1 => 28, 2 => 22, 3 => 18, _ => 15 };

    private static double Size(int level) => level switch { 1 => 19, 2 => 14, 3 => 11.5, _ => 10 };

    private static string Said(IReadOnlyList<Inline> content) => string.Concat(content.Select(i => i switch
    {
        Inline.Text t => t.Value,
        Inline.Strong s => s.Value,
        Inline.Emphasis e => e.Value,
        Inline.Link l => l.Value,
        Inline.Figure f => f.Value + "1",
        _ => "1",
    }));
}

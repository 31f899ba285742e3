namespace Genomlys.Documents;

/// <summary>A document made ready for a writer: typeset, without what no document can hold, every heading with an anchor of its own, charts of at most six parts, table rows led to their records.</summary>
internal static class Proof
{
    public static Document Read(Document document)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        string Set(string text) => Typography.Set(Printable.Of(text), document.Language);
        Inline Line(Inline inline) => inline switch
        {
            Inline.Text t => new Inline.Text(Set(t.Value)),
            Inline.Strong s => new Inline.Strong(Set(s.Value)),
            Inline.Emphasis e => new Inline.Emphasis(Set(e.Value)),
            Inline.Footnote f => new Inline.Footnote(Set(f.Value)),
            Inline.Link l => l with { Value = Set(l.Value) },
            Inline.Figure f => f with { Value = Set(f.Value), Note = Set(f.Note) },
            _ => inline,
        };
        IReadOnlyList<Inline> Lines(IReadOnlyList<Inline> content) => [.. content.Select(Line)];
        Block.Table Table(Block.Table t) => t with
        {
            Caption = Set(t.Caption),
            Header = [.. t.Header.Select(Set)],
            Source = Set(t.Source),
            Rows = [.. t.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(c => c with { Text = Set(c.Text) })])],
        };
        Block Ready(Block block) => block switch
        {
            Block.Heading h => h with { Text = Set(h.Text), Anchor = Anchors.Free(h, taken) },
            Block.Paragraph p => new Block.Paragraph(Lines(p.Content)),
            Block.List l => l with { Items = [.. l.Items.Select(Lines)] },
            Block.Note n => n with { Title = Set(n.Title), Content = Lines(n.Content) },
            Block.Table t => Table(t),
            Block.Chart c => SixParts.Of(c with { Alt = Set(c.Alt), Data = Table(Led(c)), Parts = [.. c.Parts.Select(p => p with { Label = Set(p.Label) })] }, document.Language),
            _ => block,
        };
        return document with
        {
            Cover = document.Cover with
            {
                Title = Set(document.Cover.Title),
                Subtitle = Set(document.Cover.Subtitle),
                Organisation = Printable.Of(document.Cover.Organisation),
                Reference = Printable.Of(document.Cover.Reference),
                Facts = [.. document.Cover.Facts.Select(f => new Fact(f.Label, Printable.Of(f.Value)))],
            },
            Blocks = [.. document.Blocks.Select(Ready)],
        };
    }

    /// <summary>A part's address belongs to its row: links inside a picture are neither heard nor reached by keyboard.</summary>
    private static Block.Table Led(Block.Chart chart)
    {
        var led = chart.Parts.Where(p => p.Href is not null).GroupBy(p => p.Label).ToDictionary(p => p.Key, p => p.First().Href);
        return chart.Data with
        {
            Rows = [.. chart.Data.Rows.Select(row => row is [{ Href: null } first, ..] && led.TryGetValue(first.Text, out var href)
                ? [first with { Href = href }, .. row.Skip(1)] : row)],
        };
    }
}

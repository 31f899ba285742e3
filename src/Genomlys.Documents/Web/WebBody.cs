namespace Genomlys.Documents.Web;

/// <summary>The blocks of a document as HTML: a chapter is h2, for the page has its own h1.</summary>
internal sealed class WebBody(Document document)
{
    private readonly Html html = new();
    private readonly Notes notes = new();
    private readonly Dictionary<int, int> calls = [];
    private readonly Words words = Words.In(document.Language);
    private int tables, charts;

    public string Draw()
    {
        foreach (var block in document.Blocks)
            Draw(block);
        Footnotes();
        return html.ToString();
    }

    private void Draw(Block block)
    {
        switch (block)
        {
            case Block.Toc t: Contents(t); break;
            case Block.PageBreak: break;
            case Block.Heading h: Heading(h); break;
            case Block.Paragraph p: html.In("p", () => Sentence(p.Content)); break;
            case Block.List l:
                html.In(l.IsNumbered ? "ol" : "ul", () =>
                {
                    foreach (var item in l.Items)
                        html.In("li", () => Sentence(item));
                });
                break;
            case Block.Note n:
                html.In("div", () =>
                {
                    if (n.Title is not "")
                        html.In("p", n.Title, ("class", "remark-title"));
                    html.In("p", () => Sentence(n.Content));
                }, ("class", "remark"), ("role", "note"));
                break;
            case Block.Table t: Table(t, $"{words["Table"]} {++tables}: {t.Caption}", $"table-{tables}"); break;
            case Block.Chart c: Chart(c); break;
            default: throw new NotSupportedException(block.GetType().Name);
        }
    }

    private void Contents(Block.Toc toc) => html.In("nav", () =>
    {
        html.In("h2", toc.Title, ("id", "contents"));
        html.In("ol", () =>
        {
            foreach (var h in document.Blocks.OfType<Block.Heading>().Where(h => h.Level <= Block.Toc.Depth))
                html.In("li", () => html.In("a", () => Numbered(h), ("href", "#" + h.Anchor)), ("class", $"level-{h.Level}"));
        });
    }, ("class", "toc"), ("aria-labelledby", "contents"));

    private void Heading(Block.Heading heading) => html.In($"h{Math.Clamp(heading.Level + 1, 2, 6)}", () => Numbered(heading), ("id", heading.Anchor));

    private void Numbered(Block.Heading heading)
    {
        if (heading.Number is not "")
            html.In("span", heading.Number, ("class", "heading-number")).Text(" ");
        html.Text(heading.Text);
    }

    private void Sentence(IReadOnlyList<Inline> content)
    {
        foreach (var inline in content)
        {
            switch (inline)
            {
                case Inline.Text t: html.Text(t.Value); break;
                case Inline.Strong s: html.In("strong", s.Value); break;
                case Inline.Emphasis e: html.In("em", e.Value); break;
                case Inline.Link l: Linked(l.Value, l.Href); break;
                case Inline.Figure f: html.In(Safe(f.Href) is null ? "span" : "a", f.Value, ("class", "figure"), ("data-figure", f.Key), ("href", Safe(f.Href))); break;
            }
            if (Notes.Of(inline) is { } note)
                Call(notes.Refer(note).Number);
        }
    }

    private void Call(int number)
    {
        calls[number] = calls.GetValueOrDefault(number) + 1;
        html.In("sup", () => html.In("a", $"{number}", ("href", $"#note-{number}"), ("id", Back(number, calls[number])), ("role", "doc-noteref"), ("aria-label", string.Format(words["Note"], number))), ("class", "call"));
    }

    private static string Back(int number, int call) => call == 1 ? $"call-{number}" : $"call-{number}-{call}";

    private void Footnotes()
    {
        if (notes.Texts.Count == 0)
            return;
        html.In("section", () =>
        {
            html.In("h2", words["Notes"], ("id", "notes"));
            html.In("ol", () =>
            {
                foreach (var (n, text) in notes.Texts.Index())
                    html.In("li", () =>
                    {
                        html.Text(text);
                        for (var call = 1; call <= calls[n + 1]; call++)
                            BackToText(n + 1, call);
                    }, ("id", $"note-{n + 1}"));
            });
        }, ("class", "notes"), ("role", "doc-endnotes"), ("aria-labelledby", "notes"));

        // Seen as an arrow, heard as a sentence.
        void BackToText(int note, int call) => html.Text(" ").In("a", () =>
        {
            html.In("span", calls[note] == 1 ? "↩" : $"↩{call}", ("aria-hidden", "true"));
            html.In("span", $"{words["ToText"]}, {string.Format(words["Note"], note).ToLowerInvariant()}{(call == 1 ? "" : $" ({call})")}", ("class", "heard"));
        }, ("href", "#" + Back(note, call)), ("role", "doc-backlink"));
    }

    private void Table(Block.Table table, string? caption, string id) => html.In("div", () =>
    {
        html.In("table", () =>
        {
            html.In("caption", caption ?? table.Caption, ("id", id));
            html.In("thead", () => html.In("tr", () =>
            {
                foreach (var (n, header) in table.Header.Index())
                    html.In("th", header, ("scope", "col"), ("class", Number(table, n)));
            }));
            html.In("tbody", () =>
            {
                foreach (var (n, row) in table.Rows.Index())
                    html.In("tr", () => Row(table, row), ("class", table.EndsWithTotal && n == table.Rows.Count - 1 ? "total" : null));
            });
        });
        if (table.Source is not "")
            html.In("p", $"{words["Source"]}: {table.Source}", ("class", "source"));
    }, ("class", "table"), ("role", "region"), ("aria-labelledby", id), ("tabindex", "0"));

    private void Row(Block.Table table, IReadOnlyList<Cell> row)
    {
        foreach (var (n, cell) in row.Index())
            html.In(n == 0 ? "th" : "td", () => Linked(cell.Text, cell.Href), ("scope", n == 0 ? "row" : null), ("class", Number(table, n)));
    }

    private static string? Number(Block.Table table, int column) => table.NumberColumns.Contains(column) ? "number" : null;

    private void Chart(Block.Chart chart)
    {
        var caption = $"{words["Chart"]} {++charts}: {chart.Data.Caption}";
        html.In("div", () =>
        {
            html.Own(ChartSvg.Draw(chart, document.Language).Insert("<svg".Length, $" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(chart.Alt)}\""));
            Table(chart.Data, caption, $"chart-{charts}");
        }, ("class", "chart"));
    }

    private void Linked(string text, string? href)
    {
        if (href is null || Safe(href) is not { } address)
            html.Text(text);
        else
            html.In("a", text, ("href", address));
    }

    /// <summary>Addresses of this site, of the web, of mail, and of headings; nothing that runs.</summary>
    private static string? Safe(string href) => href switch
    {
        ['#', ..] or ['/'] => href,
        ['/', not ('/' or '\\'), ..] => href,
        _ => Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" ? href : null,
    };
}

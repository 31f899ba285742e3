using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Documents;
using Genomlys.Documents.Web;
using Document = Genomlys.Documents.Document;

namespace Genomlys.Tests.Documents.Web;

public sealed class WebTests
{
    [Fact]
    public async Task The_page_stands_alone_in_its_language()
    {
        var page = await PageAsync(Sample.Review());
        Assert.Equal("sv", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Ledningens genomgång 2025 – Lindby stadsdelsförvaltning", page.Title);
        Assert.Equal("Ledningens genomgång 2025", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Empty(page.QuerySelectorAll("link, script, [style], [onclick], img"));
    }

    [Fact]
    public async Task A_figure_opens_its_records()
    {
        var total = (await PageAsync(Sample.Review())).QuerySelectorAll("a.figure[data-figure='incidents.total']");
        Assert.Equal(2, total.Length);
        Assert.All(total, figure => Assert.Equal(("46", "/figures/incidents.total?year=2025"), (figure.TextContent, figure.GetAttribute("href"))));
    }

    [Fact]
    public async Task A_note_leads_back_to_every_place_that_calls_it()
    {
        var page = await PageAsync(Sample.Review());
        var notes = page.QuerySelectorAll(".notes li");
        Assert.Single(notes, note => note.TextContent.Contains("alla enheter"));
        Assert.Equal(2, notes.First(note => note.TextContent.Contains("alla enheter")).QuerySelectorAll("a[role=doc-backlink]").Length);
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task No_address_inside_the_page_is_given_twice()
    {
        var ids = (await PageAsync(Sample.Review())).QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Headings_follow_the_outline()
    {
        var page = await PageAsync(Sample.Review());
        Assert.Equal("1.2.5 Resultatet från egen övrig uppföljning", page.GetElementById("s-1-2-5")!.TextContent);
        Assert.Equal("h4", page.GetElementById("s-1-2-5")!.LocalName);
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Heading>().Count(h => h.Level <= 3), page.QuerySelectorAll(".toc a").Length);
    }

    [Fact]
    public async Task Every_table_has_a_caption_with_named_columns_and_rows()
    {
        foreach (var table in (await PageAsync(Sample.Review())).QuerySelectorAll("table"))
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("thead th"), th => Assert.Equal("col", th.GetAttribute("scope")));
            Assert.All(table.QuerySelectorAll("tbody tr"), tr => Assert.Equal("row", tr.FirstElementChild!.GetAttribute("scope")));
        }
    }

    [Fact]
    public async Task A_chart_is_a_described_picture_beside_its_table()
    {
        var charts = (await PageAsync(Sample.Review())).QuerySelectorAll(".chart");
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Chart>().Count(), charts.Length);
        Assert.All(charts, chart =>
        {
            var picture = chart.QuerySelector("svg[role=img]")!;
            Assert.NotEmpty(picture.GetAttribute("aria-label")!);
            Assert.Empty(picture.QuerySelectorAll("a"));
            Assert.NotNull(chart.QuerySelector("table"));
        });
        Assert.Equal("/training?status=Certifierad", charts[0].QuerySelector("tbody th a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    public void An_address_that_runs_or_leaves_is_not_a_link(string href)
    {
        var fragment = Parse(WebWriter.Fragment(Making.Short(
            new Block.Paragraph(new Inline.Link("länk", href), new Inline.Figure("7", "k", href, "")),
            new Block.Table("T", ["A"], [[new Cell("cell") { Href = href }]]))));
        Assert.Empty(fragment.QuerySelectorAll("a"));
        Assert.Equal("7", fragment.QuerySelector("span.figure")!.TextContent);
    }

    [Fact]
    public void Text_is_text_whatever_it_looks_like()
    {
        const string wicked = "<script>alert('x')</script> & \"citat\" ' onload=";
        var table = new Block.Table(wicked, [wicked], [[wicked]]) { Source = wicked };
        var fragment = Parse(WebWriter.Fragment(Making.Short(new Block.Heading(1, wicked, wicked) { Anchor = wicked }, new Block.Paragraph(wicked, new Inline.Footnote(wicked), new Inline.Figure(wicked, wicked, wicked, wicked)),
            new Block.Chart(ChartShape.Bar, wicked, table, [wicked], [new(wicked, [1]), new(wicked, [2])]), new Block.Note(wicked) { Title = wicked })));
        Assert.Empty(fragment.QuerySelectorAll("script, [onload]"));
        Assert.Equal(wicked, fragment.QuerySelector(".remark-title")!.TextContent);
    }

    [Fact]
    public async Task A_draft_says_so() =>
        Assert.Equal("Utkast", (await PageAsync(Sample.Review(isDraft: true))).QuerySelector(".draft")!.TextContent);

    private static async Task<IDocument> PageAsync(Document document) => Parse(Encoding.UTF8.GetString(await new WebWriter().BytesAsync(document)));

    private static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}

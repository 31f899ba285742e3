using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Documents;
using Genomlys.Documents.Word;
using Document = Genomlys.Documents.Document;
using Inline = Genomlys.Documents.Inline;

namespace Genomlys.Tests.Documents.Word;

public sealed class WordTests
{
    [Theory]
    [InlineData(false, "sv")]
    [InlineData(true, "sv")]
    [InlineData(true, "en")]
    public async Task The_file_follows_the_schema_of_Word(bool isDraft, string language)
    {
        using var file = await OpenAsync(Sample.Review(isDraft) with { Language = language });
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}");
        Assert.Equal("", string.Join("\n", errors));
    }

    [Fact]
    public async Task The_same_document_gives_the_same_bytes()
    {
        var first = await new WordWriter().BytesAsync(Sample.WithLogo(Sample.Review()));
        await Task.Delay(2100, TestContext.Current.CancellationToken);   // a clock in the archive would have moved
        Assert.Equal(first, await new WordWriter().BytesAsync(Sample.WithLogo(Sample.Review())));
    }

    [Fact]
    public async Task The_logo_stands_first_in_its_own_shape_and_says_what_it_shows()
    {
        using var file = await OpenAsync(Sample.WithLogo(Sample.Review()));
        var first = Body(file).Elements<Paragraph>().First();
        Assert.Equal("Lindby stad", first.Descendants<DocProperties>().Single().Description!.Value);
        var extent = first.Descendants<Extent>().Single();
        Assert.Equal((40 * 36000, 20 * 36000), (extent.Cx!.Value, extent.Cy!.Value));   // 64 × 32 in 60 × 20 mm
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Headings_carry_their_printed_number_in_heading_styles()
    {
        using var file = await OpenAsync(Sample.Review());
        var headings = Body(file).Elements<Paragraph>().Where(p => Style(p)?.StartsWith("Heading", StringComparison.Ordinal) == true).Select(p => (Style(p), string.Concat(p.Descendants<OpenXmlLeafElement>().Select(e => e is TabChar ? "|" : e is Text t ? t.Text : ""))));
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Heading>().Select(h => ($"Heading{h.Level}", Typography.Set(h.Number is "" ? h.Text : $"{h.Number}|{h.Text}"))), headings.Select(h => (h.Item1!, h.Item2)));
    }

    [Fact]
    public async Task The_contents_are_a_field_with_an_entry_and_a_page_for_every_heading()
    {
        using var file = await OpenAsync(Sample.Review());
        var entries = Body(file).Descendants<SdtBlock>().Single().Descendants<Paragraph>().Where(p => Style(p)?.StartsWith("TOC", StringComparison.Ordinal) == true && Style(p) != "TOCHeading").ToList();
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Heading>().Count(h => h.Level <= 3), entries.Count);
        Assert.Contains(Body(file).Descendants<FieldCode>(), code => code.Text.Trim() == "TOC \\o \"1-3\" \\h \\z \\u");
        var marks = Body(file).Descendants<BookmarkStart>().Select(b => b.Name!.Value).ToHashSet();
        Assert.All(entries, entry =>
        {
            Assert.Contains(entry.Descendants<Hyperlink>().Single().Anchor!.Value, marks);
            Assert.Matches(@"\d+$", entry.InnerText);
        });
        Assert.Null(file.MainDocumentPart!.DocumentSettingsPart!.Settings.GetFirstChild<UpdateFieldsOnOpen>());   // Word would ask before it opens
    }

    [Fact]
    public async Task A_note_used_twice_is_one_footnote_with_a_second_reference()
    {
        using var file = await OpenAsync(Sample.Review());
        var notes = file.MainDocumentPart!.FootnotesPart!.Footnotes.Elements<Footnote>().Where(f => f.Type is null).ToList();
        var called = Sample.Review().Blocks.SelectMany(Inlines).Select(i => i is Inline.Footnote f ? f.Value : i is Inline.Figure g ? g.Note : null).OfType<string>().ToList();
        Assert.Equal(called.Distinct().Count(), notes.Count);
        Assert.Equal(notes.Count, Body(file).Descendants<FootnoteReference>().Count());
        Assert.Equal(called.Count - notes.Count, Body(file).Descendants<FieldCode>().Count(code => code.Text.Contains("NOTEREF")));
        Assert.True(called.Count > notes.Count);
    }

    [Fact]
    public async Task Charts_are_native_with_their_numbers_in_a_workbook()
    {
        using var file = await OpenAsync(Sample.Review());
        var parts = Body(file).Descendants<DocumentFormat.OpenXml.Drawing.Charts.ChartReference>().Select(r => (ChartPart)file.MainDocumentPart!.GetPartById(r.Id!)).ToList();
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Chart>().Count(), parts.Count);
        Assert.Equal(5, parts.Count(p => p.ChartSpace.Descendants<DoughnutChart>().Any()));
        Assert.Equal("39 17 19 25", string.Join(" ", parts[0].ChartSpace.Descendants<Values>().Single().Descendants<NumericPoint>().Select(p => p.InnerText)));
        using var workbook = SpreadsheetDocument.Open(parts[0].EmbeddedPackagePart!.GetStream(), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(workbook, TestContext.Current.CancellationToken));
        Assert.Equal("LägeAndelCertifierad39Pågår17Ej certifierad19Utgått25", workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.InnerText);
        Assert.EndsWith(".xlsx", parts[0].EmbeddedPackagePart!.Uri.ToString());

    }

    [Fact]
    public async Task Every_chart_is_described()
    {
        using var file = await OpenAsync(Sample.Review());
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Chart>().Select(c => (Typography.Set(c.Alt), c.Data.Caption)), Body(file).Descendants<DocProperties>().Select(d => (d.Description!.Value!, d.Title!.Value!)));
    }

    [Fact]
    public async Task Header_rows_repeat_while_no_row_is_divided()
    {
        using var file = await OpenAsync(Sample.Review());
        var tables = Body(file).Elements<Table>().ToList();
        Assert.Equal(Sample.Review().Blocks.Count(b => b is Block.Table or Block.Chart), tables.Count);
        Assert.All(tables, table => Assert.NotNull(table.Elements<TableRow>().First().TableRowProperties!.GetFirstChild<TableHeader>()));
        Assert.All(tables.SelectMany(t => t.Elements<TableRow>()), row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<CantSplit>()));
        Assert.All(tables, table => Assert.InRange(table.GetFirstChild<TableGrid>()!.Elements<GridColumn>().Sum(c => int.Parse(c.Width!)), 4000, 8618));
    }

    [Fact]
    public async Task The_foot_of_the_page_counts_pages()
    {
        using var file = await OpenAsync(Sample.Review());
        var fields = file.MainDocumentPart!.FooterParts.SelectMany(f => f.Footer.Descendants<SimpleField>()).Select(f => f.Instruction!.Value!.Trim());
        Assert.Equal(["PAGE", "NUMPAGES"], fields);
    }

    [Fact]
    public async Task The_file_says_what_it_is_and_in_which_language()
    {
        using var file = await OpenAsync(Sample.Review());
        Assert.Equal(("Ledningens genomgång 2025", "Lindby stadsdelsförvaltning", "sv-SE"), (file.PackageProperties.Title, file.PackageProperties.Creator, file.PackageProperties.Language));
        Assert.Equal("sv-SE", file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<Languages>().Single().Val!.Value);
    }

    [Fact]
    public async Task A_draft_says_so_across_every_page()
    {
        using var draft = await OpenAsync(Sample.Review(isDraft: true));
        Assert.Equal(2, draft.MainDocumentPart!.HeaderParts.Count(h => h.Header.OuterXml.Contains("UTKAST")));
        using var decided = await OpenAsync(Sample.Review());
        Assert.DoesNotContain(decided.MainDocumentPart!.HeaderParts, h => h.Header.OuterXml.Contains("UTKAST"));
    }

    [Fact]
    public async Task Text_is_text_whatever_it_looks_like()
    {
        const string wicked = "<w:t>x</w:t> & \"citat\" {0} ]]>";
        using var file = await OpenAsync(Making.Short(new Block.Heading(1, "1", wicked), new Block.Paragraph(wicked, new Inline.Link(wicked, "https://example.se/?a=1&b=2"))));
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken));
        Assert.Contains(wicked, Body(file).InnerText);
        Assert.Equal("https://example.se/?a=1&b=2", file.MainDocumentPart!.HyperlinkRelationships.Single().Uri.ToString());
    }

    [Fact]
    public async Task The_fonts_travel_with_the_document()
    {
        Assert.SkipUnless(Directory.Exists(new WordOptions().FontsFolder), "The fonts are not installed by npm ci.");
        using var zip = new ZipArchive(new MemoryStream(await new WordWriter().BytesAsync(Sample.Review())));
        Assert.Equal(3, zip.Entries.Count(e => e.FullName.EndsWith(".odttf", StringComparison.Ordinal)));
        using var without = new ZipArchive(new MemoryStream(await new WordWriter(new() { FontsFolder = "/nowhere" }).BytesAsync(Sample.Review())));
        Assert.DoesNotContain(without.Entries, e => e.FullName.EndsWith(".odttf", StringComparison.Ordinal));
    }

    private static IEnumerable<Inline> Inlines(Block block) => block switch
    {
        Block.Paragraph p => p.Content,
        Block.List l => l.Items.SelectMany(i => i),
        Block.Note n => n.Content,
        _ => [],
    };

    private static Body Body(WordprocessingDocument file) => file.MainDocumentPart!.Document.Body!;

    private static string? Style(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    private static async Task<WordprocessingDocument> OpenAsync(Document document) =>
        WordprocessingDocument.Open(new MemoryStream(await new WordWriter().BytesAsync(document)), isEditable: false);
}

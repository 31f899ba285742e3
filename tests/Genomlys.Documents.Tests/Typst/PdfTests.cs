using System.Text.Json;
using Genomlys.Documents;
using Genomlys.Documents.Typst;

namespace Genomlys.Tests.Documents.Typst;

/// <summary>What other programs read in the PDF.</summary>
public sealed class PdfTests
{
    [Fact]
    public async Task The_file_is_tagged_in_Swedish_with_its_title()
    {
        var info = await ReadAsync(Sample.Review(), "pdfinfo", "{0}");
        Assert.Matches(@"Title:\s+Ledningens genomgång 2025 – Ledningssystemet för informationssäkerhet", info);
        Assert.Matches(@"Author:\s+Lindby stadsdelsförvaltning", info);
        Assert.Matches(@"Tagged:\s+yes", info);
        var objects = await ReadAsync(Sample.Review(), "qpdf", "--qdf --object-streams=disable {0} -");
        Assert.Contains("/Lang (sv-SE)", objects);
        Assert.Contains("/DisplayDocTitle true", objects);
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", objects);
    }

    [Fact]
    public async Task Every_heading_is_a_bookmark()
    {
        using var json = JsonDocument.Parse(await ReadAsync(Sample.Review(), "qpdf", "--json --json-key=outlines {0}"));
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Heading>().Count(), Count(json.RootElement.GetProperty("outlines")));

        static int Count(JsonElement bookmarks) => bookmarks.EnumerateArray().Sum(b => 1 + Count(b.GetProperty("kids")));
    }

    [Fact]
    public async Task Every_picture_is_described()
    {
        var objects = await ReadAsync(Sample.Review(), "qpdf", "--qdf --object-streams=disable {0} -");
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Chart>().Count(), Times(objects, "/S /Figure"));
        Assert.True(Times(objects, "/Alt ") >= Times(objects, "/S /Figure"));
    }

    [Fact]
    public async Task The_logo_is_a_picture_that_is_described_too()
    {
        var objects = await ReadAsync(Sample.WithLogo(Sample.Review()), "qpdf", "--qdf --object-streams=disable {0} -");
        Assert.Equal(Sample.Review().Blocks.OfType<Block.Chart>().Count() + 1, Times(objects, "/S /Figure"));
        Assert.Contains("/Alt (Lindby stad)", objects);
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", objects);
        Assert.Equal(1, Times(objects, "/Subtype /Image"));
    }

    [Fact]
    public async Task The_structure_is_sound() =>
        Assert.Contains("No syntax or stream encoding errors found", await ReadAsync(Sample.Review(), "qpdf", "--check {0}"));

    [Fact]
    public async Task Every_figure_note_is_printed_once()
    {
        var text = await TextAsync(Sample.Review());
        Assert.Equal(1, Times(text, "alla enheter"));
        Assert.Equal(1, Times(text, "Bland: 122 chefer"));
    }

    [Fact]
    public async Task Text_is_text_whatever_it_looks_like()
    {
        const string wicked = "#read(\"/etc/passwd\") = *inte* $kod$ @ref <x> \\ \"citat\"";
        Assert.Contains("#read(", await TextAsync(Making.Short(new Block.Heading(1, "1", "Prov"), new Block.Paragraph(wicked))));
    }

    [Fact]
    public async Task A_draft_says_so_on_every_page()
    {
        var pages = (await TextAsync(Sample.Review(isDraft: true))).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(pages.Skip(1), page => Assert.Contains("Utkast", page));
        Assert.DoesNotContain("Utkast", await TextAsync(Sample.Review()));
    }

    private static int Times(string text, string sought) => text.Split(sought).Length - 1;

    private static Task<string> TextAsync(Document document) => ReadAsync(document, "pdftotext", "-layout {0} -");

    private static async Task<string> ReadAsync(Document document, string tool, string arguments)
    {
        await using var worker = Making.Worker();
        Tool.SkipUnlessPresent(tool);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, await new PdfWriter(worker).BytesAsync(document), TestContext.Current.CancellationToken);
            return await Tool.RunAsync(tool, string.Format(arguments, file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Documents.Typst;
using Genomlys.Review.Paper;
using Genomlys.Shared.Data;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Paper;

/// <summary>The authority's own Word template and logo: what is sent is judged before it is kept, and every report is printed on it.</summary>
public sealed class PaperTests
{
    private const string Address = "/templates/paper", Alt = "Lindby stad";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_report_is_printed_in_the_authoritys_styles_with_its_logo(string provider)
    {
        await using var app = await BegunAsync(provider);
        await SendAsync(app, "styles", PaperFiles.Dotx());
        await SendAsync(app, "logo", PaperFiles.Png());
        var bytes = await app.Browser.GetByteArrayAsync("/review/2025/export.docx", Stop);
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Equal("C40064", word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.StyleId == "Heading1").Descendants<Color>().Single().Val!.Value);
        var picture = Assert.Single(word.MainDocumentPart.Document!.Body!.Elements<Paragraph>().First().Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>());
        Assert.Equal(Alt, picture.Description!.Value);
        Assert.Equal("", string.Join('\n', new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word, Stop).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")));

        var html = new HtmlParser().ParseDocument(await app.Browser.GetStringAsync("/review/2025/export.html", Stop));
        var image = Assert.IsAssignableFrom<IHtmlImageElement>(html.QuerySelector("header img"));
        Assert.Equal(Alt, image.AlternativeText);
        Assert.StartsWith("data:image/png;base64,", image.GetAttribute("src"), StringComparison.Ordinal);
        Assert.DoesNotContain("iVBOR", await app.Browser.GetStringAsync("/review/2025/export.json", Stop), StringComparison.Ordinal);   // as data it says nothing
    }

    [Fact]
    public async Task The_PDF_carries_the_logo_with_what_it_says_and_is_still_for_everyone()
    {
        await using var app = await BegunAsync("Sqlite");
        Assert.SkipWhen(new TypstOptions().Missing() is not null, "PDF cannot be made here.");
        var without = await app.Browser.GetByteArrayAsync("/review/2025/export.pdf", Stop);
        await SendAsync(app, "logo", PaperFiles.Png());
        var with = await app.Browser.GetByteArrayAsync("/review/2025/export.pdf", Stop);
        Assert.NotEqual(without.Length, with.Length);
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", Encoding.Latin1.GetString(with), StringComparison.Ordinal);   // the compiler refuses a picture that says nothing
    }

    [Fact]
    public async Task The_same_paper_gives_the_same_bytes()
    {
        await using var app = await BegunAsync("Sqlite");
        await SendAsync(app, "styles", PaperFiles.Dotx());
        await SendAsync(app, "logo", PaperFiles.Png());
        foreach (var format in (string[])["docx", "html"])
            Assert.Equal(await app.Browser.GetByteArrayAsync($"/review/2025/export.{format}", Stop), await app.Browser.GetByteArrayAsync($"/review/2025/export.{format}", Stop));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_replaced_or_taken_away_is_put_back(string provider)
    {
        await using var app = TestApp.On(provider);
        await SendAsync(app, "styles", PaperFiles.Dotx(), name: "forsta.dotx");
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        await SendAsync(app, "styles", PaperFiles.Dotx(), name: "andra.dotx");
        Assert.Equal("andra.dotx", await InUseAsync(app));
        await PressAsync(app, "styles/undo");
        Assert.Equal("forsta.dotx", await InUseAsync(app));
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        await PressAsync(app, "styles/undo");   // undoing is undone too
        Assert.Equal("andra.dotx", await InUseAsync(app));
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        await PressAsync(app, "styles/remove");
        Assert.Null(await InUseAsync(app));
        await PressAsync(app, "styles/undo");
        Assert.Equal("andra.dotx", await InUseAsync(app));
    }

    [Fact]
    public async Task A_file_can_be_tried_and_nothing_is_kept()
    {
        await using var app = new TestApp();
        var (answer, _) = await SentAsync(app, "styles", PaperFiles.Dotx(), act: "try");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var word = WordprocessingDocument.Open(await answer.Content.ReadAsStreamAsync(Stop), isEditable: false);
        Assert.Contains(word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Descendants<Color>(), c => c.Val == "C40064");
        Assert.Equal(0, await PartsAsync(app));
    }

    [Fact]
    public async Task What_has_been_decided_keeps_the_paper_it_was_decided_on()
    {
        await using var app = await BegunAsync("Sqlite", isFilled: true);
        await SendAsync(app, "logo", PaperFiles.Png());
        await DecideAsync(app);
        var decided = await app.Browser.GetByteArrayAsync("/review/2025/export.html", Stop);
        Assert.Contains("class=\"logo\"", Encoding.UTF8.GetString(decided), StringComparison.Ordinal);
        await PressAsync(app, "logo/remove");
        Assert.Equal(decided, await app.Browser.GetByteArrayAsync("/review/2025/export.html", Stop));
        Assert.Equal(await app.Use(s => s.GetRequiredService<GenomlysDb>().Set<Genomlys.Review.Decision.DecidedFile>().Where(f => f.MediaType.StartsWith("text/html")).Select(f => f.Content).SingleAsync(Stop)), decided);
    }

    public static TheoryData<string, string> HostileTemplates => new()
    {
        { "text", "ingen Wordmall" }, { "empty-zip", "ingen Wordmall" }, { "old", "äldre format" }, { "large", "större än 4 MB" }, { "cut", "skadad" },
        { "bomb", "packar upp till mer" }, { "deep", "packar upp till mer" }, { "dtd", "dokumenttypsdeklaration" }, { "xxe-in-rels", "dokumenttypsdeklaration" },
        { "dotm", "makron" }, { "macros-as-dotx", "makron" }, { "activex", "makron" },
        { "attached-template", "från en annan plats" }, { "picture-elsewhere", "från en annan plats" }, { "file-link", "från en annan plats" },
        { "up", "leder ut" }, { "rooted", "leder ut" }, { "backslash", "leder ut" }, { "twice", "leder ut" }, { "target-up", "leder ut" },
        { "no-headings", "heading 2, heading 3" },
    };

    [Theory, MemberData(nameof(HostileTemplates))]
    public async Task A_template_that_could_do_harm_or_is_none_is_refused_in_words_and_not_kept(string which, string says)
    {
        await using var app = new TestApp();
        var (answer, page) = await SentAsync(app, "styles", Template(which));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await PartsAsync(app));
    }

    [Fact]
    public async Task A_link_that_the_reader_clicks_harms_nobody()
    {
        await using var app = new TestApp();
        await SendAsync(app, "styles", PaperFiles.Dotx(also: main => main.AddHyperlinkRelationship(new Uri("https://lindby.example/"), isExternal: true)));
        Assert.Equal(1, await PartsAsync(app));
    }

    public static TheoryData<string, string> BadPictures => new()
    {
        { "svg", "ingen PNG" }, { "jpeg", "ingen PNG" }, { "large", "större än 512 kB" }, { "wide", "större än 2000" }, { "small", "mindre än 32" }, { "flipped", "skadad" }, { "cut", "skadad" },
        { "bomb", "skadad" }, { "short", "skadad" }, { "unknown-critical", "skadad" }, { "interlaced", "sammanflätad" }, { "no-such-form", "sammanflätad" }, { "no-alt", "Beskriv bilden" },
    };

    [Theory, MemberData(nameof(BadPictures))]
    public async Task A_picture_that_cannot_be_printed_is_refused_in_words_and_not_kept(string which, string says)
    {
        await using var app = new TestApp();
        var (answer, page) = await SentAsync(app, "logo", Picture(which), alt: which is "no-alt" ? " " : Alt);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await PartsAsync(app));
    }

    [Fact]
    public async Task Of_a_picture_only_the_picture_is_kept()
    {
        await using var app = new TestApp();
        await SendAsync(app, "logo", [.. PaperFiles.Png(also: [("tEXt", "Author\0Anna Andersson"u8.ToArray()), ("eXIf", "plats"u8.ToArray())]), .. "<script>"u8]);
        var kept = await app.Browser.GetByteArrayAsync($"{Address}/logo/file", Stop);
        Assert.Equal(PaperFiles.Png(), kept);
    }

    [Fact]
    public async Task The_templates_lead_there_and_the_logo_says_what_it_shows()
    {
        await using var app = new TestApp();
        await SendAsync(app, "logo", PaperFiles.Png());
        Assert.NotNull((await app.PageAsync("/templates")).QuerySelector($"main a[href='{Address}']"));
        var image = (await app.PageAsync(Address)).QuerySelector("main img")!;
        Assert.Equal(Alt, image.GetAttribute("alt"));
        using var answer = await app.Browser.GetAsync(image.GetAttribute("src"), Stop);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
    }

    private static byte[] Template(string which) => which switch
    {
        "text" => "hej"u8.ToArray(),
        "empty-zip" => PaperFiles.With(Zip(), "hej.txt", "hej"u8),
        "old" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        "large" => new byte[(4 << 20) + 1],
        "cut" => PaperFiles.Dotx()[..^40],
        "bomb" => PaperFiles.With(PaperFiles.Dotx(), "word/media/bomb.xml", new byte[60 << 20]),
        "deep" => PaperFiles.Dotx(PaperFiles.Styles + string.Concat(Enumerable.Repeat("<w:x>", 5000)) + string.Concat(Enumerable.Repeat("</w:x>", 5000))),
        "dtd" => PaperFiles.Dotx(before: "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
        "xxe-in-rels" => PaperFiles.With(PaperFiles.Dotx(), "word/_rels/extra.xml.rels", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"u8),
        "dotm" => PaperFiles.Dotx(withMacros: true),
        "macros-as-dotx" => PaperFiles.With(PaperFiles.Dotx(), "word/vbaProject.bin", [1, 2, 3]),
        "activex" => PaperFiles.With(PaperFiles.Dotx(), "word/activeX/activeX1.bin", [1, 2, 3]),
        "attached-template" => PaperFiles.Dotx(also: main => main.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", new Uri("https://evil.example/x.dotm"))),
        "picture-elsewhere" => PaperFiles.Dotx(also: main => main.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", new Uri("http://evil.example/x.png"))),
        "file-link" => PaperFiles.Dotx(also: main => main.AddHyperlinkRelationship(new Uri("file://server/share"), isExternal: true)),
        "up" => PaperFiles.With(PaperFiles.Dotx(), "../../etc/cron.d/x", "x"u8),
        "rooted" => PaperFiles.With(PaperFiles.Dotx(), "/etc/x", "x"u8),
        "backslash" => PaperFiles.With(PaperFiles.Dotx(), "word\\..\\x", "x"u8),
        "twice" => PaperFiles.With(PaperFiles.Dotx(), "WORD/document.xml", "<x/>"u8),
        "target-up" => PaperFiles.With(PaperFiles.Dotx(), "word/_rels/extra.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x" Target="../../secret.xml"/></Relationships>"""u8),
        "no-headings" => PaperFiles.Dotx("""<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="R"><w:name w:val="heading 1"/></w:style>"""),
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, null),
    };

    private static byte[] Picture(string which)
    {
        var sound = PaperFiles.Png();
        switch (which)
        {
            case "flipped":
                sound[60] ^= 1;
                return sound;
            case "cut":
                return sound[..^6];
        }
        return which switch
        {
            "svg" => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
            "jpeg" => [0xFF, 0xD8, 0xFF, 0xE0],
            "large" => [.. sound, .. new byte[600 << 10]],
            "wide" => PaperFiles.Png(width: 2001, height: 40),
            "small" => PaperFiles.Png(width: 31),
            "bomb" => PaperFiles.Png(rows: 4000),
            "short" => PaperFiles.Png(rows: 79),
            "unknown-critical" => PaperFiles.Png(also: [("XXXX", [1])]),
            "interlaced" => PaperFiles.Png(interlace: 1),
            "no-such-form" => PaperFiles.Png(depth: 3),
            _ => sound,
        };
    }

    private static byte[] Zip()
    {
        var file = new MemoryStream();
        new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true).Dispose();
        return file.ToArray();
    }

    private static async Task<TestApp> BegunAsync(string provider, bool isFilled = false)
    {
        var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await Reviews.BeginAsync(app, (await Planting.UnitsAsync(app, "A/"))[0], isFilled);
        return app;
    }

    private static async Task DecideAsync(TestApp app)
    {
        await app.SubmitAsync("/review/2025", new() { ["asOf"] = "2025-11-15" }, form: "form[action$='/freeze']");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            services.GetRequiredService<Genomlys.Shared.Access.Viewer>().BeProgram();
            var review = await db.Set<Genomlys.Review.ManagementReview>().SingleAsync(Stop);
            Assert.True((await services.GetRequiredService<Genomlys.Review.Decision.DecisionKeeper>().DecideAsync(review.Id, "Direktör", null, Stop)).IsDone);
            return 0;
        });
    }

    private static async Task SendAsync(TestApp app, string kind, byte[] file, string name = "lindby.dotx")
    {
        var (answer, page) = await SentAsync(app, kind, file, name: name);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, page.QuerySelector("[role=alert]")?.TextContent);
    }

    private static Task<(HttpResponseMessage, IHtmlDocument)> SentAsync(TestApp app, string kind, byte[] file, string act = "use", string alt = Alt, string name = "lindby.dotx") =>
        app.SubmitAsync(Address, kind is "logo" ? new() { ["alt"] = alt } : [], act, $"form[action='{Address}/{kind}']", (name, file));

    private static async Task PressAsync(TestApp app, string act) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await app.SubmitAsync(Address, [], form: $"form[action='{Address}/{act}']")).Response.StatusCode);

    private static async Task<string?> InUseAsync(TestApp app) => (await app.PageAsync(Address)).QuerySelector($"a[href='{Address}/styles/file']")?.TextContent;

    private static Task<int> PartsAsync(TestApp app) => app.Use(s => s.GetRequiredService<GenomlysDb>().PaperParts.IgnoreQueryFilters().CountAsync(Stop));
}

using System.Text;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Attachments;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Attachments;

/// <summary>What is not taken, and why: by its name, by what it holds, by how much there is of it.</summary>
public sealed class RefusalTests
{
    private const string Odt = "application/vnd.oasis.opendocument.text";
    private static readonly byte[] Exe = [.. "MZ"u8, .. new byte[200]];
    private static readonly byte[] Zip = Sent.Package(("a.txt", "a"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_not_what_its_name_says_is_refused_with_a_sentence(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        (string Name, byte[] Content, string Says)[] bad =
        [
            ("verktyg.exe", Exe, "Filer av det slaget"), ("faktura.pdf.exe", Exe, "Filer av det slaget"), ("faktura.exe.pdf", Sent.Pdf, "Filer av det slaget"), ("faktura.JS.pdf", Sent.Pdf, "Filer av det slaget"), ("faktura. exe .pdf", Sent.Pdf, "Filer av det slaget"),
            ("utan ändelse", Sent.Pdf, "Filer av det slaget"), ("sida.html", Sent.Text("<html>"), "Filer av det slaget"), ("bild.svg", Sent.Text("<svg/>"), "Filer av det slaget"), ("arkiv.zip", Zip, "Filer av det slaget"), ("makro.docm", Sent.Docx(), "Filer av det slaget"),
            ("faktura.pdf", Exe, "inte det som namnet säger"), ("bild.png", Sent.Pdf, "inte det som namnet säger"), ("bild.jpg", Sent.Png, "inte det som namnet säger"), ("avtal.docx", Zip, "inte det som namnet säger"), ("avtal.xlsx", Sent.Docx(), "inte det som namnet säger"),
            ("avtal.odt", Sent.Odt("application/vnd.oasis.opendocument.spreadsheet"), "inte det som namnet säger"), ("sen.pdf", [.. "\n"u8, .. Sent.Pdf], "inte det som namnet säger"),
            ("dubbel.pdf", [.. Sent.Pdf, .. Zip], "flera slags filer"), ("dubbel.png", [.. Sent.Png, .. Zip], "flera slags filer"), ("dubbel.png", [.. Sent.Png, .. Sent.Pdf], "flera slags filer"), ("dubbel.txt", [.. "text "u8, .. Sent.Pdf], "flera slags filer"), ("dubbel.docx", Sent.Package(("%PDF-1.7", ""), ("word/document.xml", "")), "flera slags filer"),
            ("makro.docx", Sent.Docx(("word/vbaProject.bin", "x")), "makron"), ("makro.odt", Sent.Package(("mimetype", Odt), ("content.xml", ""), ("Basic/Standard/Modul.xml", "x")), "makron"),
            ("trasig.docx", Sent.Docx()[..^30], "skadad"), ("fälla.docx", Sent.Docx(("word/settings.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")), "skadad"), ("bomb.docx", Sent.Docx(("word/media.xml", new string(' ', 30 << 20))), "skadad"),
            ("läs.txt", Exe, "inte ren text"), ("läs.csv", [0, 1, 2], "inte ren text"), ("tom.pdf", [], "Filen är tom"),
            ("intyg 19811218-9876.pdf", Sent.Pdf, "personnummer"), ("811218_9876.pdf", Sent.Pdf, "personnummer"), ("198112789873.pdf", Sent.Pdf, "personnummer"), ("", Sent.Pdf, "Välj en fil"), ("../..", Sent.Pdf, "inget namn"), ("   .pdf", Sent.Pdf, "inget namn"), ("\u202E\u0007.pdf", Sent.Pdf, "inget namn"),
        ];
        var taken = new List<string>();
        foreach (var (name, content, says) in bad)
        {
            using var answer = await app.SendAsync(record, name, content);
            var said = await answer.Content.ReadAsStringAsync(Stop);
            if ((int)answer.StatusCode is not 400 || !JsonDocument.Parse(said).RootElement.GetProperty("errors").GetProperty("file")[0].GetString()!.Contains(says, StringComparison.Ordinal))
                taken.Add($"{name}: {(int)answer.StatusCode} {said}");
        }
        Assert.Empty(await app.RowsAsync());
        Assert.Empty(app.OnDisk());
        Bar.None(24, provider, taken, $"of {bad.Length} files that are not what they say, those that were taken or refused in other words");
    }

    [Fact]
    public async Task What_is_what_it_says_is_taken()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        foreach (var (name, content) in new (string, byte[])[]
        {
            ("avtal.PDF", Sent.Pdf), ("bild.png", Sent.Png), ("bild.jpeg", [.. Convert.FromHexString("FFD8FFE0"), 1]), ("bild.tif", [.. "II*\0"u8, 1]), ("avtal.docx", Sent.Docx()), ("avtal.odt", Sent.Odt(Odt)), ("läs mig.txt", Sent.Text("Hej å ä ö\r\n\tIndrag")),
            ("äldre.csv", Encoding.Latin1.GetBytes("Namn;Ort\r\nÅsa;Älvsjö")), ("punkt.i.namnet.v2.pdf", Sent.PdfOf(300)), ("2025-11-15 kl. 10.30.pdf", Sent.PdfOf(301)), ("dnr 1234567890.pdf", Sent.PdfOf(302)), ("inbäddat.pdf", [.. Sent.Pdf, .. Zip, .. Sent.Text("\nendstream %%EOF")]),
        })
            await app.KeptAsync(record, name, content);
        Assert.Equal(12, (await app.RowsAsync()).Count);
    }

    [Fact]
    public async Task A_name_is_shown_without_ways_unseen_letters_and_excess()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        var n = 0;
        foreach (var (sent, shown) in new[]
        {
            ("../../etc/avtal.pdf", "avtal.pdf"), ("C:\\Users\\Anna\\avtal.pdf", "avtal.pdf"), ("/tmp/avtal.pdf", "avtal.pdf"), ("av\u0000\u0007tal\u202E\u200B.pdf", "avtal.pdf"), ("avtal\r\nSet-Cookie: a=b.pdf", "a=b.pdf"),
            ("A\u030Angra.pdf", "Ångra.pdf"), ("avtal.pdf. . ", "avtal.pdf"), (new string('x', 300) + ".pdf", new string('x', 196) + ".pdf"), ("CON.pdf", "CON.pdf"), (".pdf.pdf", ".pdf.pdf"),
        })
        {
            await app.KeptAsync(record, sent, Sent.PdfOf(100 + n++));
            Assert.Equal(shown, (await app.ListAsync(record)).EnumerateArray().Last().GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task Too_large_too_many_and_too_full_is_said_and_nothing_is_left()
    {
        await using var app = TestApp.With("Sqlite", ("Attachments:FileBytes", "2000"), ("Attachments:RecordBytes", "3000"), ("Attachments:RecordFiles", "3"), ("Attachments:TotalBytes", "4500"));
        var (one, two, three) = (await Sent.SystemAsync(app), await Sent.SystemAsync(app), await Sent.SystemAsync(app));
        await RefusedAsync(one, Sent.PdfOf(2001), "större än");
        await app.KeptAsync(one, "a.pdf", Sent.PdfOf(2000));
        await RefusedAsync(one, Sent.PdfOf(1500), "tillsammans");
        await RefusedAsync(one, Sent.PdfOf(2000), "redan bifogad, som a.pdf");
        await app.KeptAsync(two, "b.pdf", Sent.PdfOf(2000));   // the same content on another record is nobody's to know of
        await RefusedAsync(three, Sent.PdfOf(1000), "inte plats");
        await app.KeptAsync(three, "c.pdf", Sent.PdfOf(100));
        await app.KeptAsync(three, "d.pdf", Sent.PdfOf(101));
        await app.KeptAsync(three, "e.pdf", Sent.PdfOf(102));
        await RefusedAsync(three, Sent.PdfOf(103), "redan 3 bilagor");
        Assert.Equal(5, app.OnDisk().Length);

        async Task RefusedAsync(string record, byte[] content, string says)
        {
            using var answer = await app.SendAsync(record, "ny.pdf", content);
            Assert.Equal(400, (int)answer.StatusCode);
            Assert.Contains(says, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("errors").GetProperty("file")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_the_disk_is_nearly_full_nothing_is_taken_and_the_page_says_so()
    {
        await using var app = TestApp.With("Sqlite", ("Attachments:FreePercent", "100"));
        var (_, page) = await app.SubmitAsync(await Sent.SystemAsync(app), [], form: "main form[enctype]", file: ("avtal.pdf", Sent.Pdf));
        Assert.Contains("Disken är nästan full", page.GetElementById("attachment-file-problem")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(app.OnDisk());
    }

    [Fact]
    public async Task A_description_is_short_and_names_nobody()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        foreach (var description in new[] { new string('x', 401), "Gäller 811218-9876" })
        {
            using var answer = await app.SendAsync(record, "avtal.pdf", Sent.Pdf, description);
            Assert.True(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("errors").TryGetProperty("description", out var _));
        }
        Assert.Empty(app.OnDisk());
    }

    [Fact]
    public async Task What_is_taken_is_data_that_can_be_changed()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, """{ "asOf": "2026-01-01", "types": [{ "extension": "msg", "mediaType": "application/vnd.ms-outlook", "begins": ["D0CF11E0"] }], "neverWithin": [], "neverInside": [] }""", Stop);
        await using (var app = TestApp.With("Sqlite", ("Attachments:Types", path)))
        {
            var record = await Sent.SystemAsync(app);
            await app.KeptAsync(record, "brev.msg", [0xD0, 0xCF, 0x11, 0xE0, 1]);
            Assert.Equal(400, (int)(await app.SendAsync(record, "avtal.pdf", Sent.Pdf)).StatusCode);
        }
        foreach (var broken in new[] { "", "{}", """{ "asOf": "2026-01-01", "types": [], "neverWithin": [], "neverInside": [] }""", """{ "asOf": "2026-01-01", "types": [{ "extension": "x", "mediaType": "y" }], "neverWithin": [], "neverInside": [] }""" })
        {
            await File.WriteAllTextAsync(path, broken, Stop);
            Assert.Throws<SettingException>(() => AttachmentTypes.Of(Said(("Attachments:Types", path))));
        }
        File.Delete(path);
        Assert.Throws<SettingException>(() => AttachmentTypes.Of(Said(("Attachments:Types", path))));
    }

    [Fact]
    public void A_setting_that_cannot_be_is_refused_at_the_start()
    {
        foreach (var (key, value) in new[] { ("FileBytes", "0"), ("RecordFiles", "0"), ("TotalBytes", "-1"), ("FreePercent", "101"), ("Scanner", "192.0.2.1:3310"), ("Scanner", "clamd.example:3310"), ("Scanner", "127.0.0.1"), ("ScanSeconds", "0"), ("EverySeconds", "0") })
            Assert.Throws<SettingException>(() => AttachmentLimits.Of(Said(($"Attachments:{key}", value))));
        foreach (var scanner in new[] { "", "127.0.0.1:3310", "[::1]:3310", "/run/clamav/clamd.ctl" })
            Assert.Equal(scanner, AttachmentLimits.Of(Said(("Attachments:Scanner", scanner))).Scanner);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Attachments:Folder"] = Path.Combine(builder.Environment.WebRootPath ?? "wwwroot", "bilagor");
        Assert.Throws<SettingException>(() => AttachmentRoutes.Add(builder));   // what lies there anyone may fetch
    }

    private static IConfiguration Said(params (string Key, string Value)[] settings) => new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
}

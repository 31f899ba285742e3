using System.Net;
using System.Security.Cryptography;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Data;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Attachments;

/// <summary>A file on any record: it comes back as it was sent, to be saved and never shown, and lies sealed under a name that says nothing.</summary>
public sealed class AttachmentTests
{
    private const int Piece = 64 << 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_bytes_come_back_as_they_were_sent(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        foreach (var size in new[] { 6, 1000, Piece - 1, Piece, Piece + 1, 3 * Piece, (3 * Piece) + 17 })
        {
            var content = Sent.PdfOf(size);
            var address = await app.KeptAsync(record, $"fil {size}.pdf", content);
            Assert.Equal(content, await app.Browser.GetByteArrayAsync(address, Stop));
            Assert.Equal(content, await app.Browser.GetByteArrayAsync(address["/api".Length..], Stop));
        }
        var rows = await app.RowsAsync();
        Assert.Equal(7, rows.Count);
        Assert.Equal(rows.Select(r => r.Stored).Order(StringComparer.Ordinal), app.OnDisk().Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
        Assert.All(rows, r => Assert.Equal((64, AttachmentState.NotScanned, "application/pdf"), (r.Sha256.Length, r.State, r.MediaType)));
        if (!OperatingSystem.IsWindows())
            foreach (var path in app.OnDisk())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task By_the_page_a_file_is_added_listed_fetched_and_removed(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        Assert.Contains("Inga bilagor.", (await app.PageAsync(record)).QuerySelector("#attachments")!.TextContent, StringComparison.Ordinal);
        var (added, _) = await app.SubmitAsync(record, new() { ["description"] = "Avtalet, undertecknat" }, form: "main form[enctype]", file: ("Avtal år 1 – slutligt.pdf", Sent.Pdf));
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        var section = (await app.PageAsync($"{added.Headers.Location}".Split('#')[0])).QuerySelector("#attachments")!;
        var said = section.TextContent;
        foreach (var word in new[] { "Bilagan är tillagd.", "Avtal år 1 – slutligt.pdf", "Avtalet, undertecknat", "2025-11-15 09:00", "Inte virusgranskad", $"{Sent.Pdf.Length} byte" })
            Assert.Contains(word, said, StringComparison.Ordinal);

        using (var fetched = await app.Browser.GetAsync(section.QuerySelector(".files a")!.GetAttribute("href"), Stop))
        {
            Assert.Equal(Sent.Pdf, await fetched.Content.ReadAsByteArrayAsync(Stop));
            var headers = fetched.Headers.Concat(fetched.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
            Assert.Equal("attachment; filename=\"Avtal _r 1 _ slutligt.pdf\"; filename*=UTF-8''Avtal%20%C3%A5r%201%20%E2%80%93%20slutligt.pdf", headers["Content-Disposition"]);
            Assert.Equal(("application/pdf", "nosniff", "sandbox; default-src 'none'", "same-origin", "no-store"), (headers["Content-Type"], headers["X-Content-Type-Options"], headers["Content-Security-Policy"], headers["Cross-Origin-Resource-Policy"], headers["Cache-Control"]));
        }

        var (asked, screen) = await app.SubmitAsync(record, [], form: "main form[action$=remove]");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Single(await app.RowsAsync());
        Assert.Contains("kan inte fås tillbaka", screen.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var form = screen.QuerySelector("main form")!;
        using var gone = await app.Browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent([.. form.QuerySelectorAll("input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "Fel fil")), new("act", "confirm")]), Stop);
        Assert.Equal(HttpStatusCode.SeeOther, gone.StatusCode);
        Assert.Contains("Bilagan är borttagen.", (await app.PageAsync($"{gone.Headers.Location}".Split('#')[0])).QuerySelector("#attachments")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await app.RowsAsync());
        Assert.Empty(app.OnDisk());
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_written_stays()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        var (_, page) = await app.SubmitAsync(record, new() { ["description"] = "Står kvar" }, form: "main form[enctype]", file: ("verktyg.exe", [1]));
        var input = page.QuerySelector("#attachment-file")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.All(input.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        Assert.Contains("De här går bra: pdf,", page.GetElementById("attachment-file-problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#attachment-file", page.QuerySelector("#attachments [role=alert] a")!.GetAttribute("href"));
        Assert.Equal("Står kvar", page.QuerySelector("#attachment-description")!.GetAttribute("value"));
        Assert.StartsWith("Fel: ", page.Title, StringComparison.Ordinal);
        var (_, none) = await app.SubmitAsync(record, new() { ["description"] = "Utan fil" }, form: "main form[enctype]");
        Assert.Equal(("Välj en fil.", "Utan fil"), (none.GetElementById("attachment-file-problem")!.TextContent, none.QuerySelector("#attachment-description")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Nothing_of_the_content_or_the_name_lies_readable_on_the_disk()
    {
        await using var app = new TestApp();
        await app.KeptAsync(await Sent.SystemAsync(app), "hemlighet.txt", Sent.Text(string.Concat(Enumerable.Repeat("KANARIE sjunger ", 10_000))));
        var path = Assert.Single(app.OnDisk());
        Assert.DoesNotContain("KANARIE", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Stop)), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(path));
        Assert.StartsWith(app.Folder(), path, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_byte_that_was_changed_on_the_disk_is_found_and_nothing_is_served(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        var (address, other) = (await app.KeptAsync(record, "stor.pdf", Sent.PdfOf(3 * Piece)), await app.KeptAsync(record, "annan.pdf", Sent.PdfOf(Piece)));
        var rows = await app.RowsAsync();
        var (path, otherPath) = (Path.Combine(app.Folder(), rows[0].Stored), Path.Combine(app.Folder(), rows[1].Stored));
        var whole = await File.ReadAllBytesAsync(path, Stop);
        var served = new List<string>();
        foreach (var at in new[] { 0, 5, 40, 100, 36 + 16 + Piece, whole.Length / 2, whole.Length - 1 })
            await TryAsync($"byte {at}", [.. whole[..at], (byte)(whole[at] ^ 1), .. whole[(at + 1)..]]);
        await TryAsync("cut short at a piece", whole[..(36 + (2 * (Piece + 16)))]);
        await TryAsync("cut short", whole[..^1]);
        await TryAsync("longer", [.. whole, 0]);
        await TryAsync("empty", []);
        await TryAsync("two pieces turned round", [.. whole[..36], .. whole[(36 + Piece + 16)..(36 + (2 * (Piece + 16)))], .. whole[36..(36 + Piece + 16)], .. whole[(36 + (2 * (Piece + 16)))..]]);
        await TryAsync("another's content", await File.ReadAllBytesAsync(otherPath, Stop));
        File.Delete(path);
        await TryAsync("gone", null);
        Bar.None(24, provider, served, "damaged attachments that were served");
        await File.WriteAllBytesAsync(path, whole, Stop);
        Assert.Equal(200, await app.StatusAsync(HttpMethod.Get, address));

        async Task TryAsync(string what, byte[]? content)
        {
            if (content is not null)
                await File.WriteAllBytesAsync(path, content, Stop);
            using var answer = await app.Browser.GetAsync(address, Stop);
            using var page = await app.Browser.GetAsync(address["/api".Length..], Stop);
            if (answer.StatusCode is not HttpStatusCode.Conflict || page.StatusCode is not HttpStatusCode.SeeOther || !$"{page.Headers.Location}".Contains("Damaged", StringComparison.Ordinal) || (await answer.Content.ReadAsStringAsync(Stop)).Contains("%PDF", StringComparison.Ordinal))
                served.Add(what);
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_was_stopped_between_the_file_and_its_row_is_tidied_away_and_nothing_else(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        var address = await app.KeptAsync(record, "kvar.pdf", Sent.Pdf);
        await app.Use(async services =>
        {
            var files = services.GetRequiredService<AttachmentFiles>();
            await using (var whole = files.Begin())
            {
                Assert.True(await whole.TakeAsync(new MemoryStream(Sent.Png), 1000, Stop));
                whole.Keep();   // and here it is stopped
            }
            await File.WriteAllBytesAsync(Path.Combine(files.Folder, $"{new string('a', 32)}.part"), [1], Stop);   // as it was stopped while it was written
            File.SetLastWriteTimeUtc(Path.Combine(files.Folder, $"{new string('a', 32)}.part"), app.Clock.GetUtcNow().UtcDateTime);
            await File.WriteAllBytesAsync(Path.Combine(files.Folder, "something else"), [1], Stop);
            return 0;
        });
        Assert.Equal(0, await app.TidyAsync());   // it may be on its way yet
        app.Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(2, await app.TidyAsync());
        Assert.Equal(["something else", (await app.RowsAsync())[0].Stored], app.OnDisk().Select(p => Path.GetFileName(p)!).OrderDescending(StringComparer.Ordinal));
        Assert.Equal(Sent.Pdf, await app.Browser.GetByteArrayAsync(address, Stop));
    }

    [Fact]
    public async Task Where_nothing_can_be_told_nothing_is_kept()
    {
        await using var app = TestApp.On("Sqlite");
        var record = await Sent.SystemAsync(app);
        await RunAsync("ALTER TABLE audit_events RENAME TO elsewhere");
        Assert.Equal(503, (int)(await app.SendAsync(record, "avtal.pdf", Sent.Pdf)).StatusCode);
        await RunAsync("ALTER TABLE elsewhere RENAME TO audit_events");
        Assert.Empty(await app.RowsAsync());
        app.Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await app.TidyAsync());
        Assert.Empty(app.OnDisk());

        Task<int> RunAsync(string sql) => app.Use(services => services.GetRequiredService<GenomlysDb>().Database.ExecuteSqlRawAsync(sql));
    }

    [Fact]
    public async Task An_archived_record_keeps_its_files_and_takes_no_more()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        var address = await app.KeptAsync(record, "avtal.pdf", Sent.Pdf);
        await app.SubmitAsync(record, [], form: "main form[action$=archive]");
        Assert.Equal(Sent.Pdf, await app.Browser.GetByteArrayAsync(address, Stop));
        Assert.Null((await app.PageAsync(record)).QuerySelector("#attachments form[enctype]"));
        var refused = await app.SendAsync(record, "mer.pdf", Sent.PdfOf(100));
        Assert.Contains("arkiverad", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await app.SubmitAsync(record, [], form: "main form[action$=restore]");
        await app.KeptAsync(record, "mer.pdf", Sent.PdfOf(100));
    }

    [Fact]
    public async Task Removing_by_the_api_asks_for_the_very_file()
    {
        await using var app = new TestApp();
        var address = await app.KeptAsync(await Sent.SystemAsync(app), "avtal.pdf", Sent.Pdf);
        Assert.Equal(428, await app.StatusAsync(HttpMethod.Delete, address));
        Assert.Equal(412, await app.StatusAsync(HttpMethod.Delete, address, r => r.Headers.TryAddWithoutValidation("If-Match", "\"0\"")));
        Assert.Equal(204, await app.StatusAsync(HttpMethod.Delete, address, r => r.Headers.TryAddWithoutValidation("If-Match", $"\"{Convert.ToHexStringLower(SHA256.HashData(Sent.Pdf))}\"")));
        Assert.Equal(404, await app.StatusAsync(HttpMethod.Get, address));
        Assert.Empty(app.OnDisk());
    }

    [Fact]
    public async Task Only_a_content_that_no_form_can_send_is_taken_by_the_api()
    {
        await using var app = new TestApp();
        var record = await Sent.SystemAsync(app);
        foreach (var content in new HttpContent[] { new MultipartFormDataContent { { Sent.Raw(Sent.Pdf), "file", "avtal.pdf" } }, new StringContent("%PDF-", System.Text.Encoding.UTF8, "text/plain"), new FormUrlEncodedContent([new("a", "b")]) })
            Assert.Equal(415, await app.StatusAsync(HttpMethod.Post, $"/api{record}/attachments?name=avtal.pdf", content: content));
        Assert.Empty(await app.RowsAsync());
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_only_reads_fetches_and_neither_adds_nor_removes(string provider)
    {
        await using var app = TestApp.On(provider);
        var record = await Sent.SystemAsync(app);
        var address = await app.KeptAsync(record, "avtal.pdf", Sent.Pdf);
        using var reader = await Visit.AsAsync(app, "chef", AccessRole.Director);
        using (var fetched = await reader.AskAsync(HttpMethod.Get, address["/api".Length..]))
            Assert.Equal(Sent.Pdf, await fetched.Content.ReadAsByteArrayAsync(Stop));
        using (var page = await reader.AskAsync(HttpMethod.Get, record))
        {
            var said = await page.Content.ReadAsStringAsync(Stop);
            Assert.Contains("avtal.pdf", said, StringComparison.Ordinal);
            Assert.DoesNotContain("/attachments\" enctype", said, StringComparison.Ordinal);
            Assert.DoesNotContain("/remove\"", said, StringComparison.Ordinal);
        }
        var (field, cookie) = await reader.TokenAsync();
        using (var added = await reader.AskAsync(HttpMethod.Post, $"{record}/attachments", new MultipartFormDataContent { { new StringContent(field), Visit.TokenField }, { Sent.Raw(Sent.Png), "file", "bild.png" } }, cookie))
            Assert.Equal(HttpStatusCode.Forbidden, added.StatusCode);
        using (var removed = await reader.AskAsync(HttpMethod.Post, $"{address["/api".Length..]}/remove", new FormUrlEncodedContent([new(Visit.TokenField, field), new("act", "confirm")]), cookie))
            Assert.Equal(HttpStatusCode.Forbidden, removed.StatusCode);
        Assert.Single(await app.RowsAsync());
    }

    [Fact]
    public async Task An_import_whose_record_has_been_given_a_file_is_not_undone()
    {
        await using var app = new TestApp();
        var (sent, _) = await app.SubmitAsync("/units/import", [], file: ("organisation.csv", Lindby.File("organisation.csv")));
        var (confirmed, _) = await app.SubmitAsync($"{sent.Headers.Location}", [], "confirm");
        var run = $"{confirmed.Headers.Location}".Split('?')[0];
        var unit = System.Text.Json.JsonDocument.Parse(await app.Browser.GetStringAsync("/api/units", Stop)).RootElement.GetProperty("items")[0].GetProperty("id").GetGuid();
        var address = await app.KeptAsync($"/units/{unit}", "beslut.pdf", Sent.Pdf);
        var (refused, page) = await app.SubmitAsync(run, [], form: "main form");
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains($"/units/{unit}", page.QuerySelector("[role=alert]")!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(Sent.Pdf, await app.Browser.GetByteArrayAsync(address, Stop));
    }
}

using System.Net;
using Genomlys.Shared.Attachments;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Attachments;

/// <summary>With a scanner a file waits until it has answered, and is served when it is clean.</summary>
public sealed class ScannerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task While_the_scanner_is_down_a_file_waits_and_is_never_served(string provider)
    {
        await using var scanner = new FakeScanner();
        await using var app = TestApp.With(provider, ("Attachments:Scanner", scanner.Address));
        var record = await Sent.SystemAsync(app);
        var address = await app.KeptAsync(record, "avtal.pdf", Sent.PdfOf(200_000));
        await NotServedAsync(app, record, address, AttachmentState.Quarantined, "Väntar på virusgranskning");
        Assert.Equal(0, await app.ExamineAsync());
        await NotServedAsync(app, record, address, AttachmentState.Quarantined, "Väntar på virusgranskning");
        scanner.Start();
        Assert.Equal(1, await app.ExamineAsync());
        Assert.Equal(Sent.PdfOf(200_000), Assert.Single(scanner.Heard));
        Assert.Equal(Sent.PdfOf(200_000), await app.Browser.GetByteArrayAsync(address, Stop));
        Assert.Contains("Virusgranskad", (await app.PageAsync(record)).QuerySelector(".files")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.ExamineAsync());
    }

    [Theory]
    [InlineData("stream: Eicar-Test-Signature FOUND", AttachmentState.Infected, "Skadlig kod hittad", "Eicar-Test-Signature")]
    [InlineData("INSTREAM size limit exceeded. ERROR", AttachmentState.Unscannable, "Kunde inte virusgranskas", "INSTREAM size limit exceeded. ERROR")]
    [InlineData("vad som helst", AttachmentState.Quarantined, "Väntar på virusgranskning", "")]
    [InlineData("", AttachmentState.Quarantined, "Väntar på virusgranskning", "")]
    public async Task What_is_not_clean_is_never_served(string says, AttachmentState state, string shown, string found)
    {
        await using var scanner = new FakeScanner { Says = _ => says };
        scanner.Start();
        await using var app = TestApp.With("Sqlite", ("Attachments:Scanner", scanner.Address));
        var record = await Sent.SystemAsync(app);
        var address = await app.KeptAsync(record, "avtal.pdf", Sent.Pdf);
        await NotServedAsync(app, record, address, state, shown);
        Assert.Equal(found, Assert.Single(await app.RowsAsync()).Found);
    }

    [Fact]
    public async Task A_clean_file_is_served_at_once_and_the_page_no_longer_says_that_nothing_is_scanned()
    {
        await using var scanner = new FakeScanner();
        scanner.Start();
        await using var app = TestApp.With("Sqlite", ("Attachments:Scanner", scanner.Address));
        var record = await Sent.SystemAsync(app);
        Assert.DoesNotContain("virusgranskas inte", (await app.PageAsync(record)).QuerySelector("#attachments")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Sent.Pdf, await app.Browser.GetByteArrayAsync(await app.KeptAsync(record, "avtal.pdf", Sent.Pdf), Stop));
    }

    [Fact]
    public async Task Without_a_scanner_the_page_says_so()
    {
        await using var app = new TestApp();
        Assert.Contains("Filer virusgranskas inte här.", (await app.PageAsync(await Sent.SystemAsync(app))).QuerySelector("#attachments")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>Where a scanner has been set up since, what was taken before it waits for it too.</summary>
    [Fact]
    public void What_was_taken_unscanned_is_not_served_once_there_is_a_scanner()
    {
        foreach (var state in Enum.GetValues<AttachmentState>())
        {
            var file = new Attachment { Id = default, Register = "", RecordId = default, Name = "", MediaType = "", Size = 1, Sha256 = "", Stored = "", SentAt = default, State = state };
            Assert.Equal((state is AttachmentState.Clean or AttachmentState.NotScanned, state is AttachmentState.Clean), (file.IsServed(isScanned: false), file.IsServed(isScanned: true)));
        }
    }

    private static async Task NotServedAsync(TestApp app, string record, string address, AttachmentState state, string shown)
    {
        Assert.Equal(state, Assert.Single(await app.RowsAsync()).State);
        Assert.Equal(409, await app.StatusAsync(HttpMethod.Get, address));
        using var page = await app.Browser.GetAsync(address["/api".Length..], Stop);
        Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
        var section = (await app.PageAsync($"{page.Headers.Location}".Split('#')[0])).QuerySelector("#attachments")!;
        Assert.Contains(shown, section.TextContent, StringComparison.Ordinal);
        Assert.NotNull(section.QuerySelector("[role=alert]"));
        Assert.Null(section.QuerySelector(".files a"));
    }
}

using Genomlys.Shared.Access;
using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Imports;

/// <summary>The three steps of an import as a person takes them.</summary>
public sealed class UploadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_file_is_sent_looked_through_confirmed_and_undone(string provider)
    {
        await using var app = TestApp.On(provider);
        var (sent, _) = await app.SubmitAsync("/units/import", [], file: ("organisation.csv", Lindby.File("organisation.csv")));
        var upload = sent.Headers.Location!.ToString();
        var preview = await app.PageAsync(upload);
        Assert.Contains("Läst som UTF-8", preview.Body!.TextContent);

        var (confirmed, _) = await app.SubmitAsync(upload, [], "confirm");
        Assert.Equal(303, (int)confirmed.StatusCode);
        var run = confirmed.Headers.Location!.ToString().Split('?')[0];
        Assert.Contains("organisation.csv", (await app.PageAsync("/imports")).QuerySelector("tbody")!.TextContent);
        Assert.NotEqual(0, await app.ListedAsync("/units"));
        Assert.Equal(404, (int)(await app.Browser.GetAsync(upload, Stop)).StatusCode);   // what is in need not be kept

        var (undone, _) = await app.SubmitAsync(run, [], form: "main form");
        Assert.Equal(303, (int)undone.StatusCode);
        Assert.Equal(0, await app.ListedAsync("/units"));
        Assert.Contains("ångrades", (await app.PageAsync(run)).QuerySelector(".notice")!.TextContent);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_where_it_was_sent()
    {
        await using var app = new TestApp();
        var (_, page) = await app.SubmitAsync("/units/import", [], file: ("fel.csv", A.Text("Kod;kod\n1;2\n")));
        Assert.Contains("fel.csv, rad 1, kolumn ”Kod”: Rubriken står på två kolumner.", page.QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task An_upload_is_seen_by_whoever_sent_it_and_for_a_day()
    {
        await using var app = new TestApp();
        var (sent, _) = await app.SubmitAsync("/units/import", [], file: ("organisation.csv", Lindby.File("organisation.csv")));
        var upload = sent.Headers.Location!.ToString();
        using var other = new HttpRequestMessage(HttpMethod.Get, upload);
        other.Headers.Add("X-Test-Path", "LSN/");
        Assert.Equal(404, (int)(await app.Browser.SendAsync(other, Stop)).StatusCode);
        app.Clock.Pass(TimeSpan.FromHours(25));
        Assert.Equal(404, (int)(await app.Browser.GetAsync(upload, Stop)).StatusCode);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_large_file_is_kept_in_pieces_and_one_too_large_not_at_all(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>();
            var uploads = services.GetRequiredService<Uploads>();
            var content = new byte[(3 * ImportUploadPart.MostBytes) + 5];
            Random.Shared.NextBytes(content);
            var upload = await uploads.KeepAsync("../../stor.csv", new MemoryStream(content), Stop);
            var file = (await uploads.FindAsync(upload!.Id.Value, Stop))!;
            var back = new MemoryStream();
            await using (var read = file.Open())
                await read.CopyToAsync(back, Stop);
            Assert.Equal(("stor.csv", content.Length), (file.Name, (int)file.Size));
            Assert.Equal(content, back.ToArray());

            Assert.Null(await uploads.KeepAsync("x.csv", new Endless(), Stop));
            return 0;
        });
    }

    /// <summary>Says nothing of its length and never ends.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override int Read(byte[] buffer, int offset, int count) => count;
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

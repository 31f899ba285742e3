using Genomlys.Review.Writing;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Review.Writing;

public sealed class CommentTests
{
    private const string Place = "city";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_remark_is_answered_resolved_and_opened_again(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await one.SendAsync(Place, "comments", ("text", "Stämmer siffran?"));
        var first = await one.AsHimAsync(db => db.Comments.SingleAsync());
        await two.SendAsync(Place, "comments", ("text", "Ja, den är kontrollerad."), ("answers", $"{first.Id}"));
        var page = await one.OpenAsync(Place);
        Assert.Equal(["Stämmer siffran?", "Ja, den är kontrollerad."], page.QuerySelectorAll("#comments .said").Select(s => s.TextContent));
        Assert.Contains("1 öppna", await OpenCountAsync(app), StringComparison.Ordinal);

        await two.SendAsync(Place, "comments/resolve", ("comment", $"{first.Id}"), ("act", "resolve"));
        var resolved = await one.AsHimAsync(db => db.Comments.SingleAsync(c => c.AnswersId == null));
        Assert.Equal((false, Writer.Second), (resolved.IsOpen, resolved.ResolvedById));
        Assert.Equal("", await OpenCountAsync(app));
        await one.SendAsync(Place, "comments/resolve", ("comment", $"{first.Id}"), ("act", "reopen"));
        Assert.Contains("1 öppna", await OpenCountAsync(app), StringComparison.Ordinal);
    }

    [Theory, InlineData("docx"), InlineData("html"), InlineData("json"), InlineData("txt")]
    public async Task A_remark_is_no_part_of_the_report(string format)
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        await one.SendAsync(Place, "comments", ("text", "Bara mellan oss"));
        var report = await app.Browser.GetByteArrayAsync(new Uri($"/review/2025/export.{format}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Bara mellan oss", format is "docx" ? WordText(report) : System.Text.Encoding.UTF8.GetString(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_remark_or_an_answer_to_none_is_refused()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        Assert.Contains("_refused=Comment.Empty", (await one.SendAsync(Place, "comments", ("text", "  "))).Said, StringComparison.Ordinal);
        Assert.Contains("_refused=Comment.None", (await one.SendAsync(Place, "comments", ("text", "Svar"), ("answers", $"{Guid.CreateVersion7()}"))).Said, StringComparison.Ordinal);
        Assert.Equal(0, await one.AsHimAsync(db => db.Comments.CountAsync()));
    }

    private static async Task<string> OpenCountAsync(Shared.TestApp app) => (await app.PageAsync("/review/2025")).QuerySelector(".draft-places a[href$='#comments']")?.TextContent ?? "";

    private static string WordText(byte[] file)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        return string.Concat(zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }
}

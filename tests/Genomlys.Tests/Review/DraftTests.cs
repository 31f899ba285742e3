using System.Net;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

public sealed class DraftTests
{
    private static readonly Template Shipped = Template.Shipped.First(t => t.Key == "2025");

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_draft_has_every_place_of_its_template_in_order(string provider)
    {
        await using var app = await WithReviewAsync(provider);
        var page = await app.PageAsync("/review/2025");
        Assert.Equal(Shipped.Places.Select(p => p.Title), page.QuerySelectorAll(".draft-places li > a:first-child").Select(a => a.TextContent));
        foreach (var place in Shipped.Places)
            Assert.NotNull(page.QuerySelector($".document #{place.Key}"));
    }

    [Fact]
    public async Task What_has_no_content_is_said_to_be_missing()
    {
        await using var app = await WithReviewAsync("Sqlite");
        Assert.Contains((await app.PageAsync("/review/2025")).QuerySelectorAll(".draft-gaps li"), gap => gap.TextContent.Contains("1.2.2 ", StringComparison.Ordinal));
        await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = "Inget att redovisa." });
        Assert.DoesNotContain((await app.PageAsync("/review/2025")).QuerySelectorAll(".draft-gaps li"), gap => gap.TextContent.Contains("1.2.2 ", StringComparison.Ordinal));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_text_is_kept_and_printed_at_its_place(string provider)
    {
        await using var app = await WithReviewAsync(provider);
        var (saved, _) = await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = "En **ny** chefsstruktur gäller från den 1 januari." });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("En ny chefsstruktur", (await app.PageAsync("/review/2025")).QuerySelector(".document")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("docx"), InlineData("html"), InlineData("json"), InlineData("txt")]
    public async Task A_draft_comes_out_in_each_format(string format)
    {
        await using var app = await WithReviewAsync("Sqlite");
        using var answer = await app.Browser.GetAsync($"/review/2025/export.{format}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 1000);
    }

    [Fact]
    public async Task An_unknown_format_year_or_place_is_not_found()
    {
        await using var app = await WithReviewAsync("Sqlite");
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync("/review/2025/export.exe", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync("/review/1999/export.docx", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<TestApp> WithReviewAsync(string provider)
    {
        var app = TestApp.On(provider);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), Year = 2025, TemplateId = await db.TemplateForAsync(new(2025, default), default), AsOf = new DateOnly(2025, 11, 15) });
            return await db.SaveChangesAsync();
        });
        return app;
    }
}

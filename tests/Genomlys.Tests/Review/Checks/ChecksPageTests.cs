using System.Net;
using Genomlys.Review;
using Genomlys.Review.Checks;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Checks;

/// <summary>The page of checks, the counts beside the places, and errors that someone lets stand.</summary>
public sealed class ChecksPageTests
{
    private const string Wrong = "Cybersäkerhetslagen träder i kraft den 15 januari 2025.";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_error_stands_with_its_place_its_reason_and_its_remedy(string provider)
    {
        await using var app = await WithReviewAsync(provider);
        var page = await app.PageAsync("/review/2025/checks");
        var section = page.QuerySelector("#at-city")!.ParentElement!;
        Assert.Contains("15 januari 2026", section.TextContent, StringComparison.Ordinal);
        Assert.Equal("/review/2025/city", section.QuerySelector("a")!.GetAttribute("href"));
        Assert.NotNull(section.QuerySelector(".problems .hint"));
    }

    [Fact]
    public async Task The_draft_counts_them_beside_each_place()
    {
        await using var app = await WithReviewAsync("Sqlite");
        Assert.Contains((await app.PageAsync("/review/2025")).QuerySelectorAll(".draft-places li"), li => li.QuerySelector("a.place-counts")?.GetAttribute("href") == "/review/2025/checks#at-city");
    }

    [Fact]
    public async Task The_place_that_is_written_leads_to_what_is_said_of_it()
    {
        await using var app = await WithReviewAsync("Sqlite");
        Assert.Equal("/review/2025/checks/city", (await app.PageAsync("/review/2025/city")).QuerySelector(".place-checks")!.GetAttribute("hx-get"));
        Assert.Contains("15 januari 2026", (await app.PageAsync("/review/2025/checks/city")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("15 januari 2026", (await app.PageAsync("/review/2025/checks/rsa")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_error_may_stand_with_a_reason_that_is_kept_until_the_error_is_gone(string provider)
    {
        await using var app = await WithReviewAsync(provider);
        var error = (await CheckAsync(app)).Blocking.Single(p => p.CheckKey == "laws");
        await OverrideAsync(app, error.Fingerprint, "Citat ur ett beslut.");
        Assert.DoesNotContain((await CheckAsync(app)).Blocking, p => p.Fingerprint == error.Fingerprint);
        Assert.Contains("Citat ur ett beslut.", (await app.PageAsync("/review/2025/checks")).QuerySelector($"#p-{error.Fingerprint}")!.TextContent, StringComparison.Ordinal);

        await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = "En annan text." });
        Assert.Empty((await CheckAsync(app)).Overrides);
        await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = Wrong });
        Assert.Contains((await CheckAsync(app)).Blocking, p => p.Fingerprint == error.Fingerprint);
    }

    [Fact]
    public async Task An_override_without_a_reason_is_refused()
    {
        await using var app = await WithReviewAsync("Sqlite");
        var error = (await CheckAsync(app)).Blocking.Single(p => p.CheckKey == "laws");
        Assert.Equal(HttpStatusCode.Conflict, await OverrideAsync(app, error.Fingerprint, "  "));
        Assert.Empty((await CheckAsync(app)).Overrides);
    }

    [Fact]
    public async Task What_is_no_error_cannot_be_overridden()
    {
        await using var app = await WithReviewAsync("Sqlite");
        Assert.Equal(HttpStatusCode.NotFound, await OverrideAsync(app, "0123456789abcdef", "Ett skäl."));
    }

    [Fact]
    public async Task An_override_is_taken_back()
    {
        await using var app = await WithReviewAsync("Sqlite");
        var error = (await CheckAsync(app)).Blocking.Single(p => p.CheckKey == "laws");
        await OverrideAsync(app, error.Fingerprint, "Ett skäl.");
        await app.SubmitAsync("/review/2025/checks", [], act: "withdraw", form: $"#p-{error.Fingerprint} form");
        Assert.Contains((await CheckAsync(app)).Blocking, p => p.Fingerprint == error.Fingerprint);
    }

    private static async Task<HttpStatusCode> OverrideAsync(TestApp app, string fingerprint, string reason) =>
        (await app.SubmitAsync("/review/2025/checks", new() { ["fingerprint"] = fingerprint, ["reason"] = reason }, form: "details form")).Response.StatusCode;

    private static Task<CheckResult> CheckAsync(TestApp app) => app.Use(async services =>
        await services.GetRequiredService<CheckRun>().OfAsync(await services.GetRequiredService<GenomlysDb>().Reviews.AsNoTracking().SingleAsync(), default));

    private static async Task<TestApp> WithReviewAsync(string provider)
    {
        var app = TestApp.On(provider);
        await app.PlantAsync();
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), Year = 2025, TemplateId = await db.TemplateForAsync(new(2025, default), default), AsOf = new DateOnly(2025, 11, 15) });
            return await db.SaveChangesAsync();
        });
        await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = Wrong });
        return app;
    }
}

using System.Net;
using System.Text.Json;
using Genomlys.Incidents;
using Genomlys.Review.Freezing;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>What is frozen keeps its value, the records behind it and the moment, whatever happens in the registers.</summary>
public sealed class FreezeTests
{
    private const string Total = "incidents.total";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_frozen_figure_stands_still_and_says_what_came_in_after(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, "I-1", "I-2", "I-3");
        await FreezeAsync(app);
        await ReportAsync(app, "I-4");
        await app.Use(async services => await services.GetRequiredService<GenomlysDb>().Set<Incident>().Where(i => i.Reference == "I-1").ExecuteUpdateAsync(s => s.SetProperty(i => EF.Property<DateTimeOffset?>(i, "ArchivedAt"), app.Clock.GetUtcNow()), Stop));

        var page = await app.PageAsync($"/review/2025/figures/{Total}");
        Assert.StartsWith("3, så som siffran frystes", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Registret säger 3 i dag: 1 har kommit till efter frysningen och 1 räknas inte längre.", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("main h2:last-of-type + ul li").Length);

        var json = JsonDocument.Parse(await app.Browser.GetStringAsync("/review/2025/export.json", Stop)).RootElement;
        var figure = json.GetProperty("figures").EnumerateArray().First(f => f.GetProperty("figure").GetProperty("key").GetString() == Total);
        Assert.Equal(3, figure.GetProperty("figure").GetProperty("value").GetDecimal());
        Assert.Equal(3, figure.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public async Task The_document_of_a_frozen_review_does_not_change_with_the_registers()
    {
        await using var app = await WithIncidentsAsync("Sqlite", "I-1", "I-2");
        await FreezeAsync(app);
        var then = await app.Browser.GetStringAsync("/review/2025/export.txt", Stop);
        await ReportAsync(app, "I-3");
        Assert.Equal(then, await app.Browser.GetStringAsync("/review/2025/export.txt", Stop));
        await app.SubmitAsync("/review/2025", [], form: "form[action$='/thaw']");
        Assert.NotEqual(then, await app.Browser.GetStringAsync("/review/2025/export.txt", Stop));
    }

    [Fact]
    public async Task A_text_that_is_written_later_names_figures_as_they_were_frozen()
    {
        await using var app = await WithIncidentsAsync("Sqlite", "I-1", "I-2");
        await FreezeAsync(app);
        await ReportAsync(app, "I-3");
        await app.SubmitAsync("/review/2025/city", new() { ["markdown"] = "Antalet var {{incidents.total}} stycken." });
        Assert.Contains("Antalet var 2", await app.Browser.GetStringAsync("/review/2025/export.txt", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_frozen_only_as_of_a_day_that_has_been_in_the_reviews_year()
    {
        await using var app = await WithIncidentsAsync("Sqlite", "I-1");
        foreach (var (day, says) in new[] { ("2025-12-31", "inte har varit"), ("2024-12-31", "under det år"), ("snart", "under det år") })
        {
            var (refused, page) = await app.SubmitAsync("/review/2025", new() { ["asOf"] = day }, form: "form[action$='/freeze']");
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains(says, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        }
        await FreezeAsync(app);
        Assert.Null((await app.PageAsync("/review/2025")).QuerySelector("form[action$='/freeze']"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_frozen_is_written_once(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, "I-1");
        await FreezeAsync(app);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Remove(await db.Freezes.FirstAsync(Stop));
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Stop));
            return 0;
        });
        if (provider is "PostgreSQL")   // its own word, whatever the program says
            Assert.Equal(0, await app.Use(services => services.GetRequiredService<GenomlysDb>().Freezes.ExecuteDeleteAsync(Stop)));
    }

    [Fact]
    public void Identities_are_kept_byte_for_byte()
    {
        Guid[] ids = [Guid.CreateVersion7(), Guid.Empty, Guid.CreateVersion7()];
        var kept = new FrozenRecords { Id = default, ReviewId = default, FreezeId = default, Figure = "", Part = "", Ids = FrozenRecords.Pack(ids) };
        Assert.Equal(ids, kept.Unpack());
    }

    private static async Task<TestApp> WithIncidentsAsync(string provider, params string[] references)
    {
        var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await Reviews.BeginAsync(app, (await Planting.UnitsAsync(app, "A/"))[0]);
        foreach (var reference in references)
            await ReportAsync(app, reference);
        return app;
    }

    private static Task<int> ReportAsync(TestApp app, string reference) => app.Use(async services =>
    {
        var (db, incidents) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<IncidentRegister>());
        var saved = await incidents.SaveAsync(db, null, null, new Dictionary<string, object?>
        {
            ["reference"] = reference, ["channel"] = nameof(Channel.OwnForm), ["summary"] = $"Händelse {reference}", ["unit"] = $"{db.Set<Unit>().First().Id}", ["occurredAt"] = "2025-03-01T10:00", ["reportedAt"] = "2025-03-01T10:30",
        }, app.Clock.GetUtcNow(), Stop);
        Assert.Equal(SaveStatus.Done, saved.Status);
        return 0;
    });

    private static async Task FreezeAsync(TestApp app)
    {
        var (answer, page) = await app.SubmitAsync("/review/2025", new() { ["asOf"] = "2025-11-15" }, form: "form[action$='/freeze']");
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, page.Body!.TextContent);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using Genomlys.Audits;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Audits;

public sealed class AuditRecommendationTests
{
    private static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RecommendationState.Done, null, null, "ClosedWithoutGround")]
    [InlineData(RecommendationState.Done, " ", "", "ClosedWithoutGround")]
    [InlineData(RecommendationState.Done, "Protokoll, dnr 12", null, null)]
    [InlineData(RecommendationState.Dropped, null, "Systemet avvecklas", null)]
    [InlineData(RecommendationState.Dropped, "Protokoll, dnr 12", null, "DroppedWithoutReason")]
    [InlineData(RecommendationState.InProgress, "Protokoll, dnr 12", null, "ClosedUnfinished")]
    [InlineData(null, null, "Systemet avvecklas", null)]
    public void It_is_closed_by_evidence_or_a_reason(RecommendationState? state, string? evidence, string? reason, string? problem)
    {
        var one = Asked(state);
        (one.Evidence, one.ClosedBecause, one.ClosedOn) = (evidence, reason, new(2025, 6, 1));
        Assert.Equal(problem, one.Settle().Problem);
    }

    [Fact]
    public void It_is_not_closed_before_the_report()
    {
        var one = Asked(RecommendationState.Done);
        (one.Evidence, one.ReportedOn, one.ClosedOn) = ("Protokoll, dnr 12", new(2025, 6, 2), new(2025, 6, 1));
        Assert.Equal("ClosedBeforeReported", one.Settle().Problem);
    }

    [Fact]
    public void A_long_one_is_called_by_its_first_whole_words()
    {
        var one = Asked(null, string.Join(' ', Enumerable.Repeat("behörigheter", 20)) + ".");
        Assert.EndsWith("behörigheter …", one.Called, StringComparison.Ordinal);
        Assert.InRange(one.Called.Length, 60, 122);
        Assert.Equal("Öva rutinen", Asked(null, "Öva rutinen.").Called);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_refusal_to_close_stands_at_the_field(string provider)
    {
        await using var app = await OpenAsync(provider);
        var record = $"/audits/{(await OneAsync(app, "RVK 2024/87", "2")).Id}";
        var (refused, page) = await app.SubmitAsync($"{record}/edit", new() { ["state"] = "Done", ["closedOn"] = "2025-10-01" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.StartsWith("En rekommendation avslutas med ett underlag", page.QuerySelector("#f-closedOn-problem")!.TextContent, StringComparison.Ordinal);

        var (saved, _) = await app.SubmitAsync($"{record}/edit", new() { ["state"] = "Done", ["closedOn"] = "2025-10-01", ["evidence"] = "Rutin, dnr LSF 2025/300" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(new(2025, 10, 1), (await OneAsync(app, "RVK 2024/87", "2")).ClosedOn);
    }

    [Fact]
    public async Task A_row_of_a_file_is_refused_at_its_column()
    {
        await using var app = await OpenAsync("Sqlite");
        var outcome = await app.ImportAsync("audits", "x.csv", Encoding.UTF8.GetBytes("Diarienummer;Nr;Granskning;Rekommendation;År;Avslutad\nA 1;1;Loggar;Spara loggar;2025;2025-05-01\nA 1;2;Loggar;Granska loggar;2025;\n"));
        Assert.Equal((1, 1), (outcome.Added, outcome.Refused));
        Assert.Contains("Avslutad", outcome.Problems, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_same_file_a_second_time_adds_nothing(string provider)
    {
        await using var app = await OpenAsync(provider);
        var again = await app.ImportAsync("audits", "revision-2025.csv");
        Assert.Equal((0, 0, 3), (again.Added, again.Changed, again.Unchanged));
        Assert.Equal([2024, 2024, 2025], await app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.OrderBy(r => r.Year).Select(r => r.Year).ToListAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_audits_number_and_its_own_number_are_one_recommendation_in_the_database(string provider)
    {
        await using var app = await OpenAsync(provider);
        using var response = await app.Browser.PostAsJsonAsync("/api/audits", new Dictionary<string, string> { ["reference"] = "RVK 2024/87", ["number"] = "1", ["audit"] = "En annan", ["year"] = "2025", ["text"] = "Något annat" }, Stop);
        Assert.False(response.IsSuccessStatusCode);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(Asked(null));
            return await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));
        });
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task They_are_counted_for_the_years_in_which_they_are_open(string provider)
    {
        await using var app = await OpenAsync(provider);
        Assert.Equal(3, (await app.FigureAsync("audits.total", Year)).Value);   // one was closed during the year
        Assert.Equal(2, (await app.FigureAsync("audits.open", Year)).Value);
        Assert.Equal(["NotStarted 1", "InProgress 1", "Done 1", "Dropped 0"], (await app.FigureAsync("audits.byState", Year)).Parts.Select(p => $"{p.Key} {p.Value}"));
        Assert.Equal(["CityAuditOffice 2", "CityExecutiveOffice 1"], (await app.FigureAsync("audits.bySource", Year)).Parts.Where(p => p.Value > 0).Select(p => $"{p.Key} {p.Value}"));
        Assert.Equal(2, (await app.FigureAsync("audits.total", Period.Year(2024))).Value);
        Assert.Equal(2, (await app.FigureAsync("audits.total", Period.Year(2026))).Value);
        Assert.Equal(0, (await app.FigureAsync("audits.total", Period.Days(new(2024, 1, 1), new(2024, 10, 7)))).Value);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_late_is_found_from_the_day_after(string provider)
    {
        await using var app = await OpenAsync(provider);
        Assert.Equal("0 1 1 2", await CountsAsync("audits.overdue", new(2025, 9, 30), new(2025, 10, 1), new(2026, 3, 31), new(2026, 4, 1)));
        Assert.Equal("0 1", await CountsAsync("audits.unanswered", new(2025, 10, 31), new(2025, 11, 1)));
        var overdue = await app.FigureAsync("audits.overdue", Year);
        Assert.Equal((1, 2), (overdue.Value, overdue.Population));

        async Task<string> CountsAsync(string finding, params DateOnly[] days)
        {
            var counts = new List<int>();
            foreach (var day in days)
                counts.Add((await app.FindingAsync(finding, day)).Count);
            return string.Join(' ', counts);
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Its_days_are_deadlines_until_it_is_answered_and_closed(string provider)
    {
        await using var app = await OpenAsync(provider);
        Assert.Equal(["Svar på rekommendation: Öva", "Åtgärda rekommendation: Avsluta", "Åtgärda rekommendation: Öva"], await OpenDeadlinesAsync());

        await app.SubmitAsync($"/audits/{(await OneAsync(app, "SLK 2025/1042", "1")).Id}/edit", new() { ["answeredOn"] = "2025-10-30" });
        Assert.Equal(["Åtgärda rekommendation: Avsluta", "Åtgärda rekommendation: Öva"], await OpenDeadlinesAsync());

        async Task<string[]> OpenDeadlinesAsync() => [.. (await app.Use(s => s.GetRequiredService<GenomlysDb>().Set<Genomlys.Shared.Deadlines.Deadline>().Where(d => d.MetAt == null).Select(d => d.Subject).ToListAsync(Stop)))
            .Select(s => string.Join(' ', s.Split(' ').TakeWhile(w => w is not "rutinen" and not "behörigheter"))).Order(StringComparer.Ordinal)];
    }

    private static AuditRecommendation Asked(RecommendationState? state, string text = "Följ upp behörigheter")
    {
        var one = new AuditRecommendation { Id = Id<AuditRecommendation>.New(), Reference = "RVK 2024/87", Number = "1", Audit = "Åtkomst", Year = 2025, Text = text };
        one.Report(state, default);
        return one;
    }

    private static Task<AuditRecommendation> OneAsync(TestApp app, string reference, string number) =>
        app.Use(s => s.GetRequiredService<GenomlysDb>().AuditRecommendations.AsNoTracking().SingleAsync(r => r.Reference == reference && r.Number == number, Stop));

    internal static async Task<TestApp> OpenAsync(string provider)
    {
        var app = TestApp.On(provider);
        await app.ImportAsync("units", "organisation.csv");
        Assert.Equal(3, (await app.ImportAsync("audits", "revision-2025.csv")).Added);
        return app;
    }
}

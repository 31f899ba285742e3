using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Genomlys.Incidents.Duties;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Incidents;

public sealed class IncidentsOf2025Tests
{
    private const string Duplicates = "/incidents/duplicates", Suggested = "article[data-pair='LS 003/2025']";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task One_event_counts_once_whatever_channels_it_came_by(string provider)
    {
        await using var app = await Town(provider);
        Assert.Equal(47, (await app.FigureAsync("incidents.total", Sample.Year)).Value);   // 44 + 5, two of which say that they are in IA

        var page = await app.PageAsync(Duplicates);
        var pair = Assert.Single(page.QuerySelectorAll("[data-pair]"));
        Assert.Contains("samma dag, samma enhet, samma ordalydelse", pair.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("[data-linked]").Length);
        Assert.All(page.QuerySelectorAll("[data-linked]"), l => Assert.Contains("Angivet av källan", l.TextContent));

        Assert.Equal(1, (await app.FindingAsync("incidents.suspected", Sample.Year.Last)).Count);

        var (answer, _) = await app.SubmitAsync(Duplicates, [], form: $"{Suggested} form[action$='{Id(pair)}']");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Empty((await app.PageAsync(Duplicates)).QuerySelectorAll("[data-pair]"));
        Assert.Equal(0, (await app.FindingAsync("incidents.suspected", Sample.Year.Last)).Count);

        var expected = Sample.Expected.GetProperty("incidents");
        var total = await app.FigureAsync("incidents.total", Sample.Year);
        Assert.Equal(expected.GetProperty("total").GetInt32(), total.Value);
        Assert.Contains("räknas bland incidenterna i IA", total.Footnote);

        var lexSarah = await app.FigureAsync("incidents.viaLexSarah", Sample.Year);
        Assert.Equal((expected.GetProperty("of_which_lex_sarah").GetInt32(), total.Value), (lexSarah.Value, lexSarah.Population));

        var byCategory = await app.FigureAsync("incidents.byCategory", Sample.Year);
        Assert.Equal(total.Value, byCategory.Parts.Sum(p => p.Value));
        foreach (var category in expected.GetProperty("by_category").EnumerateObject())
            Assert.Equal(category.Value.GetInt32(), byCategory.Parts.Single(p => p.Label == category.Name).Value);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_decision_is_remembered_through_imports_and_can_be_undone(string provider)
    {
        await using var app = await Town(provider);
        var denied = Id((await app.PageAsync(Duplicates)).QuerySelector(Suggested)!);
        await app.SubmitAsync(Duplicates, [], form: $"{Suggested} form[action$='/not']");
        var linked = (await app.PageAsync(Duplicates)).QuerySelector("[data-linked='LS 001/2025'] form")!.GetAttribute("action")!;
        await app.SubmitAsync(Duplicates, [], form: $"[data-linked='LS 001/2025'] form");
        Assert.Equal(48, (await app.FigureAsync("incidents.total", Sample.Year)).Value);

        await ImportAsync(app);   // the source says again what a person has denied
        var page = await app.PageAsync(Duplicates);
        Assert.Empty(page.QuerySelectorAll("[data-pair]"));
        Assert.Equal(2, page.QuerySelectorAll("[data-denied]").Length);
        Assert.Equal(48, (await app.FigureAsync("incidents.total", Sample.Year)).Value);

        await app.SubmitAsync(Duplicates, [], form: "[data-denied='LS 003/2025'] form");
        await app.SubmitAsync(Duplicates, [], form: "[data-denied='LS 001/2025'] form");
        page = await app.PageAsync(Duplicates);
        Assert.Equal(denied, Id(page.QuerySelector(Suggested)!));
        Assert.Contains("den ena anger den andras nummer", page.QuerySelector("[data-pair='LS 001/2025']")!.TextContent);
        Assert.NotNull(linked);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_a_person_reports_again_is_suspected_at_once(string provider)
    {
        await using var app = await Town(provider);
        var said = new { channel = "OwnForm", reference = "E1", summary = "Passerkort utlånat", unit = "Kilby vård- och omsorgsboende", occurredAt = "2025-09-29 18:00" };
        Assert.Equal(HttpStatusCode.Created, (await app.Browser.PostAsJsonAsync("/api/incidents", said, Stop)).StatusCode);
        Assert.Equal(2, (await app.FindingAsync("incidents.suspected", Sample.Year.Last)).Count);
        Assert.Equal(HttpStatusCode.Created, (await app.Browser.PostAsJsonAsync("/api/incidents", said with { reference = "E2", occurredAt = "2025-09-30 18:00" }, Stop)).StatusCode);
        Assert.Equal(2, (await app.FindingAsync("incidents.suspected", Sample.Year.Last)).Count);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_timeline_keeps_how_exactly_each_date_is_known(string provider)
    {
        await using var app = await Town(provider);
        var outcome = await app.ImportAsync("incident-events", "leverantorsangrepp-tidslinje.csv");
        Assert.Equal((14, 0), (outcome.Added, outcome.Refused));
        Assert.Equal(14, (await app.FigureAsync("incident-events.total", Sample.Year)).Value);
        Assert.Equal(1, await app.ListedAsync("/incident-events?precision=Month&on=2025-06"));
        var told = await app.SwedishAsync("incidents.notable");
        Assert.Contains("Angrepp hos leverantör", told);
        Assert.Contains("- juni 2025: Samordnaren", told, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("23 augusti 2025: Angrepp upptäcks", told);
        Assert.Contains("Vecka 40 2025: Brev", told);
        Assert.Contains("kan inte avgöras, eftersom klockslag saknas", told);

        var again = await app.ImportAsync("incident-events", "leverantorsangrepp-tidslinje.csv");
        Assert.Equal((0, 0, 14), (again.Added, again.Changed, again.Unchanged));
    }

    [Fact]
    public async Task Who_may_not_see_a_report_may_not_decide_about_it()
    {
        await using var app = await Town("Sqlite");
        Assert.Empty((await app.PageAsync(Duplicates, viewer: "LSN/LSF/A2/")).QuerySelectorAll("[data-pair]"));
        Assert.Single((await app.PageAsync(Duplicates, viewer: "LSN/LSF/A3/")).QuerySelectorAll("[data-pair]"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_answer_starts_the_clock_and_another_ends_it(string provider)
    {
        await using var app = await Town(provider);
        Assert.Equal(20, await Open(app));   // the rows of IA that concern personal data; lex Sarah does not say

        var brev = $"/api/incidents/{(await Items(app, "/incidents?q=LS+005"))[0].GetProperty("id")}";
        await PatchAsync(app, brev, new { personalData = true });
        var deadline = await app.Use(s => s.GetRequiredService<GenomlysDb>().Deadlines.SingleAsync(d => d.Subject.StartsWith("LS 005"), Stop));
        Assert.Equal(TimeSpan.FromHours(72), deadline.DueAt - deadline.StartedAt);
        Assert.Contains("artikel 33.1", deadline.Source);

        await PatchAsync(app, brev, new { awareAt = "2025-08-14 09:00" });
        Assert.Equal(new DateTimeOffset(2025, 8, 17, 7, 0, 0, TimeSpan.Zero), await app.Use(s => s.GetRequiredService<GenomlysDb>().Deadlines.Where(d => d.Subject.StartsWith("LS 005")).Select(d => d.DueAt).SingleAsync(Stop)));

        await PatchAsync(app, brev, new { notifiedAt = "2025-08-16 10:00" });
        Assert.Equal(20, await Open(app));
        await PatchAsync(app, brev, new { notifiedAt = "", personalData = false });
        Assert.Equal(0, await app.Use(s => s.GetRequiredService<GenomlysDb>().Deadlines.CountAsync(d => d.Subject.StartsWith("LS 005"), Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Losses_and_complaints_are_counted_apart(string provider)
    {
        await using var app = await Town(provider);
        var losses = await app.FigureAsync("losses.total", Sample.Year);
        Assert.Equal(Sample.Expected.GetProperty("incidents").GetProperty("lost_mobile_devices").GetInt32(), losses.Value);
        Assert.Contains("mörkertal", losses.Footnote);

        var complaints = await app.FigureAsync("complaints.personalData", Sample.Year);
        Assert.Equal((Sample.Expected.GetProperty("incidents").GetProperty("complaints_personal_data").GetInt32(), 57), (complaints.Value, complaints.Population));
    }

    [Fact]
    public async Task The_sections_say_what_the_report_says()
    {
        await using var app = await Town("Sqlite");
        await app.SubmitAsync(Duplicates, [], form: $"{Suggested} form[action$='{Id((await app.PageAsync(Duplicates)).QuerySelector(Suggested)!)}']");
        var statistics = await app.SwedishAsync("incidents.statistics");
        Assert.Contains("Totalt har 46", statistics);
        Assert.Contains("varav 5", statistics);
        Assert.Contains("röjts: 22", statistics);
        Assert.Contains("En händelse räknas en gång.", statistics);
        var losses = await app.SwedishAsync("incidents.losses");
        Assert.Contains("26", losses);
        Assert.Contains("mörkertal", losses);
        Assert.Contains("har 3", await app.SwedishAsync("incidents.complaints"));
    }

    [Theory, InlineData("incidents.statistics"), InlineData("incidents.losses"), InlineData("incidents.complaints"), InlineData("incidents.notable")]
    public async Task Without_records_a_section_says_so(string section)
    {
        await using var app = new TestApp();
        Assert.Contains("inget att redovisa", (await app.SwedishAsync(section)).Replace("finns inga större incidenter eller andra avvikelser att redovisa", "inget att redovisa"));
    }

    private static async Task<TestApp> Town(string provider)
    {
        var app = TestApp.On(provider);
        await app.PlantAsync();
        await app.ImportAsync("units", "organisation.csv");
        await ImportAsync(app);
        return app;
    }

    private static async Task ImportAsync(TestApp app)
    {
        await app.ImportAsync("incidents", "ia-uttag-2025-11-15.xlsx");
        await app.ImportAsync("incidents", "lex-sarah-2025.csv");
        await app.ImportAsync("losses", "servicedesk-2025.csv");
        await app.ImportAsync("complaints", "klagomal-2025.csv");
    }

    /// <summary>The identity of the report that would count, which ends the address of confirming.</summary>
    private static string Id(AngleSharp.Dom.IElement pair) => pair.QuerySelector("form")!.GetAttribute("action")!.Split('/')[^1];

    private static Task<int> Open(TestApp app) => app.Use(s => s.GetRequiredService<GenomlysDb>().Deadlines.CountAsync(d => d.Duty == NotificationDuty.Duty && d.MetAt == null, Stop));

    private static async Task<JsonElement> Items(TestApp app, string href) => JsonDocument.Parse(await app.Browser.GetStringAsync($"/api{href}", Stop)).RootElement.GetProperty("items");

    private static async Task PatchAsync(TestApp app, string href, object said)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, href) { Content = JsonContent.Create(said) };
        request.Headers.IfMatch.Add((await app.Browser.GetAsync(href, Stop)).Headers.ETag!);
        var response = await app.Browser.SendAsync(request, Stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
    }
}

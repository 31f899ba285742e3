using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Genomlys.Accounts.Roles;
using Genomlys.Incidents;
using Genomlys.Review;
using Genomlys.Review.Freezing;
using Genomlys.Review.Reading;
using Genomlys.Review.Templates;
using Genomlys.Review.Trends;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Trends;

/// <summary>A figure over the years: what was decided, frozen, read from earlier reports and counted now, in that order.</summary>
public sealed class TrendTests
{
    private const string Total = "incidents.total", Page = "/figures/incidents.total";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void What_was_decided_goes_before_what_is_frozen_that_before_what_was_read_and_that_before_what_is_counted()
    {
        var all = Enum.GetValues<TrendSource>().Select(source => new TrendPoint(2024, source, $"/{source}", (int)source)).Reverse().ToList();
        for (; all is [_, ..]; all.RemoveAll(p => p.Source == all.Min(q => q.Source)))
        {
            var year = Assert.Single(Trend.Of("k", "T", "", all).Years);
            Assert.Equal(all.Min(p => p.Source), year.Holds.Source);
            Assert.Equal(all.Count - 1, year.Others.Count);
        }
        Assert.Empty(Trend.Of("k", "T", "", [new TrendPoint(2024, TrendSource.Decided, "/", null)]).Years);   // nothing was counted: that is no zero
    }

    [Fact]
    public void A_change_of_the_counting_rule_is_marked_at_the_year_and_a_source_that_tells_no_rule_changes_nothing()
    {
        var trend = Trend.Of("k", "T", "", [Point(2022, "gammal"), Point(2023, null), Point(2024, "gammal"), Point(2025, "ny"), Point(2026, "ny")]);
        Assert.Equal([new RuleChange(2025, "gammal", "ny")], trend.RuleChanges);

        static TrendPoint Point(int year, string? rule) => new(year, rule is null ? TrendSource.Read : TrendSource.Decided, "/", 1) { Rule = rule };
    }

    [Fact]
    public void Numbers_are_compared_with_numbers_and_shares_with_shares()
    {
        var trend = Trend.Of("k", "T", "", [new(2022, TrendSource.Decided, "/", 5), new(2023, TrendSource.Read, "/", null) { Share = 30 }, new(2025, TrendSource.Decided, "/", 9) { Share = 50 }]);
        Assert.Equal([null, null, 2022], trend.Years.Select(y => trend.Before(y)?.Year));
        Assert.Equal([(2022, 5m), (2025, 9m)], trend.Line);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_an_earlier_report_says_stands_beside_what_is_counted_now_and_leads_to_its_line(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, 3);
        var reading = await ReadAsync(app);
        var piece = await PieceAsync(app, "incidenter");
        Assert.Equal(Total, piece.Says[ReadSays.Figure]);   // proposed by its name
        await ActAsync(app, reading, piece, "accept");

        var rows = await RowsAsync(app);
        Assert.Equal(["2025", "3", "11 färre än 2024"], Cells(rows[0], 0, 1, 2));
        Assert.Equal(["2024", "14", "–"], Cells(rows[1], 0, 1, 2));
        Assert.Equal($"{reading}#l{piece.FirstLine}", rows[1].QuerySelector("td a")!.GetAttribute("href"));
        Assert.Contains("läst ur granas-2024.txt", rows[1].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/incidents?", rows[0].QuerySelector("td a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("Informationssäkerhets- och personuppgiftsincidenter: 2024 14, 2025 3.", (await app.PageAsync(Page)).QuerySelector(".chart svg")!.GetAttribute("aria-label"));

        var list = (await app.PageAsync("/figures")).QuerySelector($"a[href='{Page}']")!.Closest("tr")!;
        Assert.Contains("11 färre än 2024", list.TextContent, StringComparison.Ordinal);
        Assert.NotNull(list.QuerySelector($"a[href='{reading}#l{piece.FirstLine}']"));

        await ActAsync(app, reading, piece, "return");
        Assert.Equal("2025", Cells(Assert.Single(await RowsAsync(app)), 0).Single());
    }

    [Fact]
    public async Task A_person_chooses_which_figure_a_number_is_and_what_cannot_be_compared_says_why()
    {
        await using var app = await WithIncidentsAsync("Sqlite", 1);
        var reading = await ReadAsync(app);
        var (incidents, systems) = (await PieceAsync(app, "incidenter"), await PieceAsync(app, "verksamhetssystem"));
        await ActAsync(app, reading, incidents, "accept", ("says.figure", ""));
        Assert.Single(await RowsAsync(app));   // only noted
        await ActAsync(app, reading, incidents, "return");
        await ActAsync(app, reading, incidents, "save", ("says.figure", Total));

        foreach (var (field, value, says) in new[] { ("says.year", "i fjol", "vilket år"), ("says.value", "många", "behöver vara ett tal"), ("says.figure", "no.such", "finns inte") })
        {
            await ActAsync(app, reading, incidents, "accept", (field, value));
            Assert.Contains(says, await ProblemAsync(incidents), StringComparison.Ordinal);
            await ActAsync(app, reading, incidents, "save", ("says.year", "2024"), ("says.value", "14"), ("says.figure", Total));
        }
        await ActAsync(app, reading, incidents, "accept");
        await ActAsync(app, reading, systems, "accept", ("says.figure", Total));
        Assert.Contains("redan ett värde", await ProblemAsync(systems), StringComparison.Ordinal);
        Assert.Equal(["2024", "14"], Cells((await RowsAsync(app))[1], 0, 1));

        async Task<string> ProblemAsync(ReadPiece piece) => (await app.PageAsync(reading)).QuerySelector($"#p-{piece.Place}")!.TextContent;
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_frozen_value_goes_before_the_read_one_which_is_told_beside_it_and_a_changed_rule_is_marked(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, 3);
        await FreezeEarlierAsync(app, 2024, 40, "Räknades med mörkertal.");
        var reading = await ReadAsync(app);
        await ActAsync(app, reading, await PieceAsync(app, "incidenter"), "accept");
        var page = await app.PageAsync(Page);
        var rows = page.QuerySelectorAll(".report tbody tr").ToList();
        Assert.Equal(["2024", "40"], Cells(rows[1], 0, 1));
        Assert.Contains("fryst rapport", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Equal($"2024: 14, läst ur granas-2024.txt", page.QuerySelector("main .listed li")!.TextContent);
        Assert.Contains("Räkneregeln ändrades 2025.", page.QuerySelector(".notice.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Räknades med mörkertal.", page.QuerySelector(".notice.warning")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Räkneregeln ändrades 2025.", (await app.PageAsync("/figures")).QuerySelector($"a[href='{Page}']")!.Closest("tr")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_was_kept_in_another_language_has_not_been_changed()
    {
        await using var app = await WithIncidentsAsync("Sqlite", 3);
        var english = app.Use(services => Task.FromResult(services.GetRequiredService<RegisterBook>().Figures.First(f => f.Key == Total) is var figure ? figure.TextKeys.Select(k => figure.Register.Words.Names(k)).First(n => n[0].StartsWith("Lex Sarah", StringComparison.Ordinal) || n[0].Contains("räknas", StringComparison.Ordinal))[1] : ""));
        await FreezeEarlierAsync(app, 2024, 40, await english);
        Assert.Null((await app.PageAsync(Page)).QuerySelector(".notice.warning"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Whoever_may_not_read_a_register_does_not_see_its_trend(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, 3);
        var unit = await app.Use(s => s.GetRequiredService<GenomlysDb>().Units.Select(u => u.Id).FirstAsync(Stop));
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        await Person.StrengthenAllAsync(app);
        Assert.Equal(200, await coordinator.StatusAsync(Page));
        Assert.Equal(404, await coordinator.StatusAsync("/figures/accounts.total"));   // accounts are not his to read
        var list = await coordinator.Browser.GetStringAsync(new Uri("/figures", UriKind.Relative), Stop);
        Assert.Contains(Page, list, StringComparison.Ordinal);
        Assert.DoesNotContain("/figures/accounts.", list, StringComparison.Ordinal);
        Assert.NotNull(await app.Use(services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return services.GetRequiredService<TrendReading>().OneAsync("accounts.total", Stop);   // for who may
        }));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser.GetAsync("/figures/no.such", Stop)).StatusCode);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_another_unit_has_frozen_or_read_is_in_no_trend(string provider)
    {
        await using var app = await WithIncidentsAsync(provider, 3);
        await FreezeEarlierAsync(app, 2024, 40, "");
        var reading = await ReadAsync(app);
        await ActAsync(app, reading, await PieceAsync(app, "incidenter"), "accept", ("says.year", "2023"));
        await app.Use(async s =>
        {
            var (a, db) = (await s.GetRequiredService<GenomlysDb>().Units.Select(u => u.Id).FirstAsync(Stop), s.GetRequiredService<GenomlysDb>());
            return await db.ReadReports.ExecuteUpdateAsync(r => r.SetProperty(x => x.UnitId, a), Stop);
        });
        await Planting.UnitsAsync(app, "B/");
        Assert.Contains(">40<", (await app.PageAsync(Page, "A/")).Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains(">14<", (await app.PageAsync(Page, "A/")).Body!.InnerHtml, StringComparison.Ordinal);
        var other = await app.PageAsync(Page, "B/");
        Assert.NotNull(other.QuerySelector(".empty"));
        Assert.Empty(other.QuerySelectorAll(".report tbody tr"));
        Assert.NotNull((await app.PageAsync("/figures", "B/")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task Of_one_year_it_says_that_there_is_nothing_to_compare_yet_and_what_to_do()
    {
        await using var app = await WithIncidentsAsync("Sqlite", 2);
        foreach (var address in new[] { Page, "/figures" })
        {
            var page = await app.PageAsync(address);
            Assert.Contains("Bara 2025 är känt.", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("main a[href='/review/readings']"));
            Assert.Null(page.QuerySelector("main svg[role=img], main .small-line"));
        }
    }

    [Fact]
    public async Task The_draft_and_a_frozen_figure_lead_there()
    {
        await using var app = await WithIncidentsAsync("Sqlite", 2);
        Assert.NotNull((await app.PageAsync("/review/2025")).QuerySelector("main a[href='/figures']"));
        await app.SubmitAsync("/review/2025", new() { ["asOf"] = "2025-11-15" }, form: "form[action$='/freeze']");
        Assert.NotNull((await app.PageAsync($"/review/2025{Page}")).QuerySelector($"main a[href='{Page}']"));
        Assert.Equal($"/review/2025{Page}", (await RowsAsync(app))[0].QuerySelector("td a")!.GetAttribute("href"));
    }

    private static async Task<TestApp> WithIncidentsAsync(string provider, int count)
    {
        var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await Reviews.BeginAsync(app, unit);
        for (var n = 1; n <= count; n++)
            await app.Use(async services =>
            {
                var saved = await services.GetRequiredService<IncidentRegister>().SaveAsync(services.GetRequiredService<GenomlysDb>(), null, null, new Dictionary<string, object?>
                {
                    ["reference"] = $"I-{n}", ["channel"] = nameof(Channel.OwnForm), ["summary"] = $"Händelse {n}", ["unit"] = $"{unit}", ["occurredAt"] = "2025-03-01T10:00", ["reportedAt"] = "2025-03-01T10:30",
                }, app.Clock.GetUtcNow(), Stop);
                Assert.Equal(SaveStatus.Done, saved.Status);
                return 0;
            });
        return app;
    }

    /// <summary>A review of an earlier year that was frozen with a value and a rule of then.</summary>
    private static Task<int> FreezeEarlierAsync(TestApp app, int year, decimal value, string rule) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var review = new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = await db.Units.Select(u => u.Id).FirstAsync(Stop), Year = year, TemplateId = await db.TemplateForAsync(new(year, ReviewKind.ManagementReview), Stop), AsOf = new DateOnly(year, 11, 15) };
        review.Freeze();
        db.Add(review);
        var figure = new FigureResult(Total, "Incidenter", value, "", $"/review/{year}/figures/{Total}", review.AsOf, "") { Rule = rule };
        db.Add(new Freeze
        {
            Id = Id<Freeze>.New(), ReviewId = review.Id, Edition = 1, AsOf = review.AsOf, At = db.Now, ById = null,
            Content = JsonSerializer.Serialize(new FrozenContent(Template.ShippedFor(year)!, new Dictionary<string, IReadOnlyList<Genomlys.Documents.Block>>(), new Dictionary<string, FigureResult> { [Total] = figure }, [Total]), ReviewJson.Compact),
        });
        return await db.SaveChangesAsync(Stop);
    });

    private static async Task<string> ReadAsync(TestApp app)
    {
        var report = await File.ReadAllBytesAsync(Path.Combine(Architecture.Repository.Root, "tests/Genomlys.Tests/Review/Reading/Reports/granas-2024.txt"), Stop);
        var (response, _) = await app.SubmitAsync("/review/readings", [], form: "form.record", file: ("granas-2024.txt", report));
        return response.Headers.Location?.ToString() ?? response.RequestMessage!.RequestUri!.AbsolutePath;
    }

    private static Task<ReadPiece> PieceAsync(TestApp app, string name) => app.Use(async s =>
        (await s.GetRequiredService<GenomlysDb>().ReadPieces.AsNoTracking().Where(p => p.Kind == ReadKind.Figure).OrderBy(p => p.Place).ToListAsync(Stop)).First(p => p.Name == name));

    private static Task ActAsync(TestApp app, string page, ReadPiece piece, string act, params (string Name, string Value)[] says) =>
        app.SubmitAsync(page, says.ToDictionary(s => s.Name, s => s.Value), act, $"#p-{piece.Place} form");

    private static async Task<IReadOnlyList<IElement>> RowsAsync(TestApp app) => [.. (await app.PageAsync(Page)).QuerySelectorAll(".report tbody tr")];

    private static IEnumerable<string> Cells(IElement row, params int[] columns) => columns.Select(n => row.Children[n].TextContent.Trim());
}

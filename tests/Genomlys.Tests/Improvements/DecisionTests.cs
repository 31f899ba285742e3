using Genomlys.Improvements;
using Genomlys.Improvements.Plan;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Outcome = Genomlys.Shared.Outcome;

namespace Genomlys.Tests.Improvements;

/// <summary>What a decision on a proposal does, through the front door of those who decide and of those who carry over.</summary>
public sealed class DecisionTests
{
    private static readonly DateOnly Day = new(2025, 12, 12);

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_approved_proposal_stands_once_in_the_plan_of_its_year(string provider)
    {
        await using var app = await ProposedAsync(provider);
        await DecideAsync(app, 1, new Ruling(Verdict.Approved, Day) { Owner = "Inköpschef", Due = new(2027, 6, 30), Money = 120_000 });
        await DecideAsync(app, 1, new Ruling(Verdict.Changed, Day) { Words = "Mall för upphandling", Due = new(2026, 6, 30) });

        var item = Assert.Single(await ItemsAsync(app));
        Assert.Equal(("Mall för upphandling", 2026, 2026, "Inköpschef", 120_000m), (item.Activity, item.FirstYear, item.Year, item.Owner, item.Money));
        var proposal = (await ProposalsAsync(app, 2025))[0];
        Assert.Equal((proposal.Id, 2026, "Informationssäkerhet i upphandlingsförfarandet"), (item.ProposalId, proposal.PlannedFor, proposal.Name));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_rejection_takes_the_activity_out_of_the_plan_and_a_later_approval_brings_it_back(string provider)
    {
        await using var app = await ProposedAsync(provider);
        await DecideAsync(app, 2, new Ruling(Verdict.Approved, Day));
        await DecideAsync(app, 2, new Ruling(Verdict.Rejected, Day) { Reason = "Ryms inte" });
        Assert.Equal(Standing.Dropped, Assert.Single(await ItemsAsync(app)).Standing);
        await DecideAsync(app, 2, new Ruling(Verdict.Approved, Day));
        Assert.Equal(Standing.New, Assert.Single(await ItemsAsync(app)).Standing);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Decided_words_too_long_for_a_name_become_the_description(string provider)
    {
        await using var app = await ProposedAsync(provider);
        var words = string.Join(' ', Enumerable.Repeat("mall", 200));
        await DecideAsync(app, 1, new Ruling(Verdict.Changed, Day) { Words = words });
        var item = Assert.Single(await ItemsAsync(app));
        Assert.Equal(("Informationssäkerhet i upphandlingsförfarandet", words), (item.Activity, item.Body));
    }

    [Fact]
    public async Task What_cannot_be_decided_is_told()
    {
        await using var app = await ProposedAsync("Sqlite");
        Assert.Equal("RejectedWithoutReason", (await AttemptAsync(app, 1, new Ruling(Verdict.Rejected, Day))).Problem);
        Assert.Equal("DueBeforePlan", (await AttemptAsync(app, 1, new Ruling(Verdict.Approved, Day) { Due = new(2025, 12, 31) })).Problem);
        Assert.Empty(await ItemsAsync(app));
    }

    [Fact]
    public async Task Points_come_in_the_order_of_the_report()
    {
        await using var app = await ProposedAsync("Sqlite");
        var points = await app.Use(services => Decisions(services).PointsAsync(services.GetRequiredService<GenomlysDb>(), 2025, default));
        Assert.Equal(5, points.Count);
        Assert.Equal("Informationssäkerhet i upphandlingsförfarandet (kvarstår)", points[0].Called);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_progress_of_its_activity_is_the_proposal_s(string provider)
    {
        await using var app = await ProposedAsync(provider);
        await DecideAsync(app, 1, new Ruling(Verdict.Approved, Day));
        var item = (await ItemsAsync(app)).Single();
        await app.SubmitAsync($"/plan/{item.Id}/edit", new() { ["progress"] = "Partly" }, form: "main form");
        Assert.Equal(Standing.PartlyDone, (await ProposalsAsync(app, 2025))[0].Standing);
        await app.SubmitAsync($"/plan/{item.Id}/edit", new() { ["progress"] = "Done" }, form: "main form");
        Assert.Equal(Standing.Done, (await ProposalsAsync(app, 2025))[0].Standing);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Next_year_is_offered_what_is_open_and_takes_only_what_a_person_takes(string provider)
    {
        await using var app = await ProposedAsync(provider);
        foreach (var rank in new[] { 1, 2, 3 })
            await DecideAsync(app, rank, new Ruling(rank is 2 ? Verdict.Rejected : Verdict.Approved, Day) { Reason = "Ryms inte" });

        var begun = await app.Use(services => services.GetRequiredService<ICarriesOver>().BeginAsync(services.GetRequiredService<GenomlysDb>(), 2025, default));
        Assert.Equal((4, "/improvements/carry-over?year=2026"), (begun.Count, begun.Href));   // two proposals, and their activities
        Assert.Empty(await ProposalsAsync(app, 2026));

        var page = await app.PageAsync(begun.Href);
        Assert.Equal(4, page.QuerySelectorAll("[data-offer]").Length);
        var first = page.QuerySelector("[data-offer]")!.GetAttribute("data-offer")!;
        await app.SubmitAsync(begun.Href, [], form: $"[data-offer='{first}'] form");
        var taken = Assert.Single(await ProposalsAsync(app, 2026));
        Assert.Equal(("Informationssäkerhet i upphandlingsförfarandet", 2024, Standing.Remains), (taken.Name, taken.FirstProposed, taken.Standing));

        await app.SubmitAsync(begun.Href, [], form: "main form");
        Assert.Equal([1, 2], (await ProposalsAsync(app, 2026)).Select(p => p.Rank));
        Assert.All((await ItemsAsync(app)).Where(i => i.FirstYear == 2027), i => Assert.Equal((2026, Standing.Remains), (i.Since, i.Standing)));
        Assert.Empty((await app.PageAsync(begun.Href)).QuerySelectorAll("[data-offer]"));
    }

    [Fact]
    public async Task The_plan_prints_since_when_an_activity_remains_and_from_where_it_was_moved()
    {
        await using var app = await ProposedAsync("Sqlite");
        await DecideAsync(app, 1, new Ruling(Verdict.Approved, Day) { Money = 120_000 });
        await app.SubmitAsync("/improvements/carry-over?year=2026", [], form: "main form");
        var chapter = await app.SectionAsync("improvements.plan", Period.Year(2026));
        Assert.Contains("- Informationssäkerhet i upphandlingsförfarandet (kvarstår sedan 2026) (flyttad från 2026 till 2027; budget 120", chapter, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_status_of_the_next_year_follows_from_the_plan_of_this_one(string provider)
    {
        await using var app = await ProposedAsync(provider);
        await DecideAsync(app, 1, new Ruling(Verdict.Approved, Day));
        var item = (await ItemsAsync(app)).Single();
        await app.SubmitAsync($"/plan/{item.Id}/edit", new() { ["progress"] = "Partly", ["result"] = "Checklistan är framtagen", ["comparison"] = "AtLeast", ["targetNumber"] = "2", ["targetFigure"] = "incidents.perYear" });
        var chapter = await app.SectionAsync("improvements.status", Period.Year(2026));
        Assert.Contains("1 | Informationssäkerhet i upphandlingsförfarandet | Delvis genomförd.", chapter, StringComparison.Ordinal);
        Assert.Contains("Planen för 2026 omfattade 1", chapter, StringComparison.Ordinal);
        Assert.Contains("Delvis genomförd. Checklistan är framtagen.", chapter, StringComparison.Ordinal);
        Assert.Contains("Minst 2: ", chapter, StringComparison.Ordinal);
        Assert.Contains("Utfallet går inte att räkna", chapter, StringComparison.Ordinal);   // no incident is registered, which is not none
        Assert.Contains("Inte påbörjat", (await app.PageAsync($"/plan/{item.Id}")).Body!.TextContent, StringComparison.Ordinal);   // it is 2025 still
    }

    private static async Task<TestApp> ProposedAsync(string provider)
    {
        var app = TestApp.On(provider);
        await app.ImportAsync("improvements", "forbattringar-2024.csv");
        await app.ImportAsync("improvements", "forbattringar-2025.csv");
        return app;
    }

    private static ProposalDecisions Decisions(IServiceProvider services) => services.GetServices<IDecidable>().OfType<ProposalDecisions>().Single();

    private static async Task DecideAsync(TestApp app, int rank, Ruling ruling) => Assert.Null((await AttemptAsync(app, rank, ruling)).Problem);

    private static Task<Outcome> AttemptAsync(TestApp app, int rank, Ruling ruling) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        var id = (await db.Proposals.SingleAsync(p => p.Year == 2025 && p.Rank == rank)).Id.Value;
        var outcome = await Decisions(services).DecideAsync(db, id, ruling, default);
        await db.SaveChangesAsync();
        return outcome;
    });

    private static Task<List<PlanItem>> ItemsAsync(TestApp app) => app.Use(services => services.GetRequiredService<GenomlysDb>().PlanItems.AsNoTracking().OrderBy(i => i.FirstYear).ThenBy(i => i.Number).ToListAsync());

    private static Task<List<ImprovementProposal>> ProposalsAsync(TestApp app, int year) => app.Use(services => services.GetRequiredService<GenomlysDb>().Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync());
}

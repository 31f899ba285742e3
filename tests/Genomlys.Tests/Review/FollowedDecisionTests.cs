using AngleSharp.Html.Parser;
using Genomlys.Accounts.Roles;
using Genomlys.Improvements;
using Genomlys.Improvements.Plan;
using Genomlys.Review.Decision;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>What a review decides stands in the registers: the approved in the plan, and open for the review after; the rejected in neither.</summary>
public sealed class FollowedDecisionTests
{
    private const string Page = "/review/2025/decide", Approved = "Checklista vid upphandling", Rejected = "Ny intern revision", CarryOver = "/improvements/carry-over?year=2026";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_decided_review_plans_what_it_approved_and_offers_it_to_the_next(string provider)
    {
        await using var app = TestApp.On(provider);
        app.Clock.TurnTo(new DateTimeOffset(2025, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var unit = (await Planting.UnitsAsync(app, "A/"))[0];
        await Reviews.BeginAsync(app, unit, isFilled: true);
        var (approved, rejected) = (await ProposeAsync(app, unit, 1, Approved), await ProposeAsync(app, unit, 2, Rejected));
        using var coordinator = await Person.WithAsync(app, "samordnare", [AccessRole.Coordinator], unit);
        using var director = await Person.WithAsync(app, "chef", [AccessRole.Director], unit);
        await Person.StrengthenAllAsync(app);
        Assert.Equal(303, (int)(await coordinator.SubmitAsync("/review/2025", "/review/2025/freeze", ("asOf", "2025-11-15"))).StatusCode);

        var (one, other) = (await RulingAsync(app, approved), await RulingAsync(app, rejected));
        (string, string)[] said = [("act", "decide"), ("by", "Eva Ek, förvaltningschef"), ($"verdict-{one}", "Approved"), ($"owner-{one}", "Inköpschef"), ($"due-{one}", "2026-06-30"), ($"money-{one}", "120000"), ($"verdict-{other}", "Rejected")];
        Assert.Equal(422, (int)(await director.SubmitAsync(Page, Page, said)).StatusCode);   // a rejection says why
        Assert.Empty(await ItemsAsync(app));
        using (var decided = await director.SubmitAsync(Page, Page, [.. said, ($"reason-{other}", "Ryms inte i budgeten")]))
            Assert.EndsWith("_done=Decided", decided.Headers.Location?.ToString() ?? await decided.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var item = Assert.Single(await ItemsAsync(app));
        Assert.Equal((Approved, 2026, 2026, "Inköpschef", 120_000m, approved), (item.Activity, item.FirstYear, item.Year, item.Owner, item.Money, item.ProposalId));
        Assert.Equal([(Verdict.Approved, Standing.New), (Verdict.Rejected, Standing.Dropped)], (await ProposalsAsync(app, 2025)).Select(p => (p.Verdict!.Value, p.Standing)));

        Assert.Equal([Approved, Approved], await OfferedAsync(coordinator));   // as a proposal, and as an activity
        Assert.Equal(303, (int)(await coordinator.SubmitAsync(CarryOver, "/improvements/carry-over", ("year", "2026"), ("offer", $"{approved}"))).StatusCode);
        var next = Assert.Single(await ProposalsAsync(app, 2026));
        Assert.Equal((Approved, approved, 2025, Standing.Remains), (next.Name, next.OriginId, next.FirstProposed, next.Standing));
    }

    private static Task<Id<ImprovementProposal>> ProposeAsync(TestApp app, Id<Unit> unit, int rank, string name) => AsProgramAsync(app, async db =>
    {
        var proposal = new ImprovementProposal { Id = Id<ImprovementProposal>.New(), UnitId = unit, Year = 2025, Rank = rank, Name = name, Owner = "Chefen" };
        proposal.Settle(since: 2025, continuedIn: null, origin: null);
        db.Add(proposal);
        await db.SaveChangesAsync(Stop);
        return proposal.Id;
    });

    private static Task<string> RulingAsync(TestApp app, Id<ImprovementProposal> proposal) => AsProgramAsync(app, async db => $"{(await db.Rulings.SingleAsync(r => r.ProposalId == proposal.Value, Stop)).Id}");

    private static Task<List<PlanItem>> ItemsAsync(TestApp app) => AsProgramAsync(app, db => db.PlanItems.AsNoTracking().ToListAsync(Stop));

    private static Task<List<ImprovementProposal>> ProposalsAsync(TestApp app, int year) => AsProgramAsync(app, db => db.Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync(Stop));

    private static async Task<IEnumerable<string>> OfferedAsync(Person person) =>
        new HtmlParser().ParseDocument(await person.Browser.GetStringAsync(new Uri(CarryOver, UriKind.Relative), Stop)).QuerySelectorAll("[data-offer] th").Select(h => h.TextContent.Trim());

    private static Task<R> AsProgramAsync<R>(TestApp app, Func<GenomlysDb, Task<R>> ask) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return ask(services.GetRequiredService<GenomlysDb>());
    });
}

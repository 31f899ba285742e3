using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

public sealed class ProposalRegister : Register<ImprovementProposal>
{
    public ProposalRegister() : base("improvements", Area.Improvements, Words.Of<ProposalRegister>())
    {
        var year = Field(p => p.Year).Identifies().Facet();
        var rank = Field(p => p.Rank).Identifies();
        var name = Field(p => p.Name).Searchable();
        LongText(p => p.Body!).Searchable().Detail();
        Reference<ImprovementProposal>(p => p.OriginId, p => p.Reference, p => p.Name).Set((p, origin) => p.Continue(origin));
        Reference<Unit>(p => p.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var carriedOver = Computed("carriedOver", p => p.FirstProposed < p.Year).Facet();
        Dated("firstProposed", (p, _) => p.FirstProposed).Detail();
        Field(p => p.Owner!);
        Field(p => p.State).Facet();
        Field(p => p.DecidedOn).Set((p, on) => p.Decide(on));
        var thisYear = Dated("thisYear", (p, day) => p.Year == day.Year).Detail();
        var lastYear = Dated("lastYear", (p, day) => p.Year == day.Year - 1).Detail();
        var continued = Dated("continued", (p, day) => p.ContinuedIn != null && p.ContinuedIn <= day.Year).Detail();
        var vanished = Dated("vanished", (p, day) => p.Year == day.Year - 1 && (p.ContinuedIn == null || p.ContinuedIn > day.Year) && p.State != ProposalState.Done && p.State != ProposalState.Rejected).Detail();
        var broken = Computed("brokenOrigin", p => p.OriginId != null && p.FirstProposed >= p.Year).Detail();

        Within(p => p.UnitId ?? default);
        Titled(name);
        Ordered(year, descending: true);
        Born(said => new ImprovementProposal { Id = Id<ImprovementProposal>.New(), Year = said.Get(year), Rank = said.Get(rank), Name = said.Get(name) });

        CarriedOver = Figure("carriedOver").Unit("Unit.Proposals").OfYear(p => p.Year).Share(carriedOver, true).Rule("Rule.CarriedOver");
        Total = Figure("total").Unit("Unit.Proposals").OfYear(p => p.Year);
        Before = Figure("before").Unit("Unit.Proposals").Where(lastYear, true);
        Continued = Figure("continued").Unit("Unit.Proposals").Where(lastYear, true).Share(continued, true);

        Finding("vanished", Severity.Error).Where(vanished, true);
        Finding("brokenOrigin", Severity.Error).Where(broken, true);
        Finding("withoutOwner", Severity.Warning).Where(thisYear, true).Missing(p => p.Owner!);
    }

    public Figure Total { get; }
    public Figure CarriedOver { get; }
    public Figure Before { get; }
    public Figure Continued { get; }

    protected override void Added(GenomlysDb db, ImprovementProposal record, DateTimeOffset now) => Settle(db);
    protected override void Changed(GenomlysDb db, ImprovementProposal record, IReadOnlySet<string> fields, DateTimeOffset now) => Settle(db);

    /// <summary>A year holds a handful of proposals, so the whole lineage is settled at once.</summary>
    private static void Settle(GenomlysDb db)
    {
        db.Proposals.Load();
        Lineage.Settle([.. db.Proposals.Local]);
    }
}

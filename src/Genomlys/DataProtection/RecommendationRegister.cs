using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Lineage;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataProtection;

public sealed class RecommendationRegister : TracedRegister<Recommendation, RecommendationLink>
{
    public RecommendationRegister() : base("recommendations", Area.DataProtection, Words.Of<RecommendationRegister>(), "recommendation_lineage")
    {
        var year = Field(r => r.Year).Identifies().Facet();
        var number = Field(r => r.Number).Identifies();
        var risk = Field(r => r.Risk).Searchable();
        var status = Computed("status", r => r.FirstRaised == r.Year ? RecommendationStatus.New : RecommendationStatus.CarriedOver).Facet();
        LongText(r => r.Situation!).Searchable();
        Dated("firstRaised", (r, _) => r.FirstRaised);
        Field(r => r.Stated).Detail();
        Reference<Recommendation>(r => r.EarlierId, r => r.Risk).Set((r, earlier) => r.Continue(earlier)).Detail();
        Field(r => r.Progress).Facet().Detail();
        LongText(r => r.DroppedBecause!).Set((r, because) => r.Drop(because)).Detail();
        Computed("standing", r => r.Standing).Facet().Detail();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var latest = Dated("latestReport", (r, day) => r.Year == day.Year - 1).Facet();
        var unknownOrigin = Computed("unknownOrigin", r => r.FirstRaised == null && r.EarlierId == null).Detail();
        var contradicts = Computed("contradicts", r => r.Stated == RecommendationStatus.New && r.FirstRaised != r.Year).Detail();

        Classed();
        Traced();

        Within(r => r.UnitId ?? default);
        Titled(risk);
        Ordered(year, descending: true);
        Born(said => new Recommendation { Id = Id<Recommendation>.New(), Year = said.Get(year), Number = said.Get(number), Risk = said.Get(risk) });

        ByStatus = Figure("byStatus").Unit("Unit.Risks").Where(latest, true).Split(status).Rule("Rule.LatestReport");

        Raised = Figure("raised").Unit("Unit.Risks").OfYear(r => r.Year).Split(status).Rule("Rule.Raised");

        Finding("unknownOrigin", Severity.Note).Where(latest, true).Where(unknownOrigin, true);
        Finding("contradicts", Severity.Warning).Where(latest, true).Where(contradicts, true);
        Finding("withoutSituation", Severity.Warning).Where(latest, true).Missing(r => r.Situation!);
    }

    public Figure ByStatus { get; }
    public Figure Raised { get; }

    /// <summary>What it continues is of an earlier report.</summary>
    protected override Outcome Fits(GenomlysDb db, Recommendation record) =>
        record.EarlierId is { } earlier && db.Recommendations.IgnoreQueryFilters(new[] { Live }).FirstOrDefault(r => r.Id == earlier) is { } before && Against(record, before) is { } problem
            ? Outcome.Refused(problem)
            : Outcome.Done;

    protected override void Added(GenomlysDb db, Recommendation record, DateTimeOffset now)
    {
        var said = record.EarlierId;
        base.Added(db, record, now);
        var (from, to) = (record.Year - 1, record.Year + 1);
        List<Recommendation> others = [.. db.Recommendations.Where(r => r.Year == from || r.Year == to).ToList().Union(db.Recommendations.Local)];
        var (before, after) = SameWords.Around(record, others);
        if ((said ?? before?.Id) is { } earlier)
            Judge(db, record, earlier, Kinship.Continues, now);
        if (after is { EarlierId: null } again)
            Judge(db, again, record.Id, Kinship.Continues, now);
        Settle(db);
    }

    protected override void Changed(GenomlysDb db, Recommendation record, IReadOnlySet<string> fields, DateTimeOffset now)
    {
        if (!fields.Overlaps(["earlier", "stated"]))
            return;
        var (before, earlier) = (db.Entry(record).Property(r => r.EarlierId).OriginalValue, record.EarlierId);
        if (before is { } replaced && before != earlier)
            Judge(db, record, replaced, null, now);
        if (earlier is { } said)
            Judge(db, record, said, Kinship.Continues, now);
        Settle(db);
    }
}

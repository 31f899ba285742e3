using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataProtection;

public sealed class RecommendationRegister : Register<Recommendation>
{
    public RecommendationRegister() : base("recommendations", Area.DataProtection, Words.Of<RecommendationRegister>())
    {
        var year = Field(r => r.Year).Identifies().Facet();
        var number = Field(r => r.Number).Identifies();
        var risk = Field(r => r.Risk).Searchable();
        var status = Computed("status", r => r.FirstRaised == r.Year ? RecommendationStatus.New : RecommendationStatus.CarriedOver).Facet();
        LongText(r => r.Situation!).Searchable();
        Dated("firstRaised", (r, _) => r.FirstRaised);
        Field(r => r.Stated).Detail();
        Reference<Recommendation>(r => r.EarlierId, r => r.Risk).Detail();
        Reference<Unit>(r => r.UnitId, u => u.Name, u => u.Code).Identifies().Facet().Detail();
        var latest = Dated("latestReport", (r, day) => r.Year == day.Year - 1).Facet();
        var unknownOrigin = Computed("unknownOrigin", r => r.FirstRaised == null && r.EarlierId == null).Detail();
        var contradicts = Computed("contradicts", r => r.Stated == RecommendationStatus.New && r.FirstRaised != r.Year).Detail();

        Classed();

        Within(r => r.UnitId ?? default);
        Titled(risk);
        Ordered(year, descending: true);
        Born(said => new Recommendation { Id = Id<Recommendation>.New(), Year = said.Get(year), Number = said.Get(number), Risk = said.Get(risk) });

        ByStatus = Figure("byStatus").Unit("Unit.Risks").Where(latest, true).Split(status).Rule("Rule.LatestReport");

        Finding("unknownOrigin", Severity.Note).Where(latest, true).Where(unknownOrigin, true);
        Finding("contradicts", Severity.Warning).Where(latest, true).Where(contradicts, true);
        Finding("withoutSituation", Severity.Warning).Where(latest, true).Missing(r => r.Situation!);
    }

    public Figure ByStatus { get; }

    protected override void Added(GenomlysDb db, Recommendation record, DateTimeOffset now) => Settle(db);
    protected override void Changed(GenomlysDb db, Recommendation record, IReadOnlySet<string> fields, DateTimeOffset now) => Settle(db);

    /// <summary>A report holds some ten recommendations, so the whole lineage is settled at once.</summary>
    private static void Settle(GenomlysDb db)
    {
        db.Recommendations.Load();
        Lineage.Settle([.. db.Recommendations.Local]);
    }
}

using Genomlys.Assets;
using Genomlys.Classification.Scales;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Classification;

public sealed class ClassificationRegister : Register<SystemClassification>
{
    public ClassificationRegister() : base("classifications", Area.Assets, Words.Of<ClassificationRegister>())
    {
        var system = Reference<BusinessSystem>(c => c.SystemId, s => s.Name, s => s.Reference).Identifies();
        var on = Field(c => c.ClassifiedOn).Identifies();
        var kind = Field(c => c.Kind).Facet();
        Reference<ScaleLevel>(c => c.ConfidentialityId, l => l.Title, l => l.Code).Facet();
        Reference<ScaleLevel>(c => c.IntegrityId, l => l.Title, l => l.Code).Facet();
        Reference<ScaleLevel>(c => c.AvailabilityId, l => l.Title, l => l.Code).Facet();
        Reference<Unit>(c => c.UnitId, u => u.Name, u => u.Code).Facet();
        var standing = Dated("standing", (c, day) => c.ClassifiedOn <= day && (c.SupersededOn == null || c.SupersededOn > day)).Facet();
        var old = Dated("overAYearOld", (c, day) => c.ClassifiedOn < day.AddYears(-1)).Facet();

        Within(c => c.UnitId ?? default);
        Titled(system);
        Ordered(on, descending: true);
        Born(said => new SystemClassification { Id = Id<SystemClassification>.New(), SystemId = said.Get(system), ClassifiedOn = said.Get(on), Kind = said.Get(kind) });

        ByKind = Figure("byKind").Unit("Unit.Systems").Where(standing, true).Split(c => c.Kind).Rule("Rule.Standing");
        Full = Figure("full").Unit("Unit.Systems").Where(standing, true).Where(c => c.Kind, ClassificationKind.Full).Rule("Rule.Standing");
        Light = Figure("light").Unit("Unit.Systems").Where(standing, true).Where(c => c.Kind, ClassificationKind.Light).Rule("Rule.Standing");
        Old = Figure("old").Unit("Unit.Systems").Where(standing, true).Share(old, true).Rule("Rule.Yearly");
        Later = Figure("later").Unit("Unit.Systems").After(c => c.ClassifiedOn).Rule("Rule.Later");
        PerYear = Figure("perYear").PerYear(c => c.ClassifiedOn, years: 4);

        Finding("old", Severity.Warning).Where(standing, true).Where(old, true);
        Finding("withoutLevels", Severity.Warning).Where(standing, true).Missing(c => c.ConfidentialityId);
    }

    public Figure ByKind { get; }
    public Figure Full { get; }
    public Figure Light { get; }
    public Figure Old { get; }
    public Figure Later { get; }
    public Figure PerYear { get; }

    protected override void Added(GenomlysDb db, SystemClassification classification, DateTimeOffset now)
    {
        using var beyond = db.BeyondReach();
        if (db.Systems.IgnoreQueryFilters([Scope]).FirstOrDefault(s => s.Id == classification.SystemId) is not { } system)
            return;
        classification.UnitId ??= system.UnitId;
        var earlier = db.Classifications.IgnoreQueryFilters([Scope]).Where(c => c.SystemId == system.Id).ToList();
        Succession.Settle(system, [.. earlier.Union(db.Classifications.Local.Where(c => c.SystemId == system.Id))]);
    }
}

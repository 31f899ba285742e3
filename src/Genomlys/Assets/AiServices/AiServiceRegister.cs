using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Genomlys.Shared.Registers;

namespace Genomlys.Assets.AiServices;

public sealed class AiServiceRegister : Register<AiService>
{
    public AiServiceRegister() : base("ai-services", Area.Assets, Words.Of<AiServiceRegister>())
    {
        var reference = Field(s => s.Reference).Identifies().Searchable();
        var name = Field(s => s.Name).Searchable();
        var purpose = LongText(s => s.Purpose).Searchable().Detail();
        Reference<BusinessSystem>(s => s.SystemId, b => b.Name, b => b.Reference).Facet();
        Reference<Unit>(s => s.UnitId, u => u.Name, u => u.Code).Facet();
        Field(s => s.Supplier!).Searchable().Facet();
        Field(s => s.Role).Facet().Detail();
        Field(s => s.Tier).Facet();
        Field(s => s.AnnexPoint!).Detail();
        Field(s => s.PersonalData).Facet();
        Field(s => s.Notice).Detail();
        Field(s => s.InUseFrom);
        Field(s => s.InUseUntil).Detail();
        Field(s => s.DecidedOn).Detail();
        var inUse = Dated("inUse", (s, day) => s.InUseFrom <= day && (s.InUseUntil == null || s.InUseUntil >= day)).Facet();

        Within(s => s.UnitId ?? default);
        Titled(name);
        Ordered(reference);
        Born(said => new AiService { Id = Id<AiService>.New(), Reference = said.Get(reference), Name = said.Get(name), Purpose = said.Get(purpose) });

        InUse = Figure("inUse").Unit("Unit.Services").Where(inUse, true);
        ByTier = Figure("byTier").Unit("Unit.Services").Where(inUse, true).Split(s => s.Tier).Rule("Rule.Tier");

        Finding("prohibited", Severity.Error).Where(inUse, true).Where(s => s.Tier, RiskTier.Prohibited);
        Finding("notAssessed", Severity.Warning).Where(inUse, true).Missing(s => s.Tier);
        Finding("withoutNotice", Severity.Warning).Where(inUse, true).Where(s => s.Tier, RiskTier.Transparency).Where(s => s.Notice, false);
    }

    public Figure InUse { get; }
    public Figure ByTier { get; }

    protected override Outcome Fits(GenomlysDb db, AiService record) => record.Settle();
}

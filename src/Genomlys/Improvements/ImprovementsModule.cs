using Genomlys.Improvements.Plan;
using Genomlys.Shared;

namespace Genomlys.Improvements;

public sealed class ImprovementsModule : IModule
{
    public string Name => "improvements";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.FollowUp, "trending-up", "f")
        .Register<ProposalRegister>()
        .Register<PlanRegister>()
        .Importer<ProposalsImport>()
        .Importer<PlanImport>()
        .Section<SummarySection>()
        .Section<ProposalsSection>()
        .Section<PlanSection>()
        .Section<StatusSection>()
        .Tells<ImprovementEvidence>();
}

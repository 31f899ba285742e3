using Genomlys.Improvements.Goals;
using Genomlys.Improvements.Plan;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Improvements;

public sealed class ImprovementsModule : IModule
{
    private static readonly Words words = Words.Of<ImprovementsModule>();

    public string Name => "improvements";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.FollowUp, "trending-up", "f")
        .Register<ProposalRegister>()
        .Menu(() => words["CarryOver"], "/improvements/carry-over", Area.Improvements)
        .Register<PlanRegister>()
        .Register<GoalRegister>()
        .Seed<GoalSeed>()
        .Decides<ProposalDecisions>()
        .Service<NextYear>()
        .CarriesOver<NextYear>()
        .Importer<ProposalsImport>()
        .Importer<PlanImport>()
        .Section<SummarySection>()
        .Section<ProposalsSection>()
        .Section<PlanSection>()
        .Section<StatusSection>()
        .Tells<ImprovementEvidence>();

    public void Map(IEndpointRouteBuilder app) => CarryOverRoutes.Map(app);
}

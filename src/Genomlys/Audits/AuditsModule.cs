using Genomlys.Shared;

namespace Genomlys.Audits;

public sealed class AuditsModule : IModule
{
    public string Name => "audits";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.FollowUp, "search", "g")
        .Register<AuditRecommendationRegister>()
        .Importer<AuditRecommendationsImport>()
        .Section<AuditRecommendationsSection>();
}

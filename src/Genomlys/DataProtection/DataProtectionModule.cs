using Genomlys.Shared;

namespace Genomlys.DataProtection;

public sealed class DataProtectionModule : IModule
{
    public string Name => "dataprotection";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.DataProtection, "lock", "d")
        .Register<RecommendationRegister>()
        .Importer<OfficersReportImport>()
        .Section<RecommendationsSection>()
        .Section<RaisedSection>();
}

using Genomlys.Shared;

namespace Genomlys.DataProtection;

public sealed class DataProtectionModule : IModule
{
    public string Name => "dataprotection";

    public void Register(ModuleParts parts) => parts
        .Register<RecommendationRegister>()
        .Importer<OfficersReportImport>()
        .Section<RecommendationsSection>();
}

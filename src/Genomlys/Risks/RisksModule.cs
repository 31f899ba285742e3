using Genomlys.Shared;

namespace Genomlys.Risks;

public sealed class RisksModule : IModule
{
    public string Name => "risks";

    public void Register(ModuleParts parts) => parts
        .Register<RiskRegister>()
        .Importer<InternalControlImport>()
        .Section<InternalControlSection>()
        .Section<RsaSection>();
}

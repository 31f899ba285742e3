using Genomlys.Assets.AiServices;
using Genomlys.Shared;

namespace Genomlys.Assets;

public sealed class AssetsModule : IModule
{
    public string Name => "assets";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.Operations, "server", "s")
        .Register<SystemRegister>()
        .Importer<SystemListImport>()
        .Section<PersonalDataSection>()
        .Section<ProtectionSection>()
        .Register<AiServiceRegister>()
        .Section<AiServiceSection>();
}

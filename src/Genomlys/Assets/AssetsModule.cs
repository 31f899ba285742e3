using Genomlys.Shared;

namespace Genomlys.Assets;

public sealed class AssetsModule : IModule
{
    public string Name => "assets";

    public void Register(ModuleParts parts) => parts
        .Register<SystemRegister>()
        .Importer<SystemListImport>();
}

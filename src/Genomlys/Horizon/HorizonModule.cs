using Genomlys.Shared;

namespace Genomlys.Horizon;

public sealed class HorizonModule : IModule
{
    public string Name => "horizon";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.People, "newspaper", "v")
        .Register<HorizonRegister>()
        .Section<WorldSection>()
        .Tells<LawEvidence>()
        .Seed<HorizonSeed>();
}

using Genomlys.Shared;

namespace Genomlys.Horizon;

public sealed class HorizonModule : IModule
{
    public string Name => "horizon";

    public void Register(ModuleParts parts) => parts
        .Register<HorizonRegister>()
        .Section<WorldSection>()
        .Section<CitySection>()
        .Seed<HorizonSeed>();
}

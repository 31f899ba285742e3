using Genomlys.ProtectedRecords.BreakGlass;
using Genomlys.ProtectedRecords.Grounds;
using Genomlys.ProtectedRecords.Handling;
using Genomlys.Shared;
using Genomlys.Shared.Registers;

namespace Genomlys.ProtectedRecords;

/// <summary>What is for those named on it: who they are, who has seen it, how it is opened in an emergency, and the law that secrecy rests on.</summary>
public sealed class ProtectedRecordsModule : IModule
{
    public string Name => "protected-records";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.Other, "shield-check")
        .Register<SecrecyGroundRegister>()
        .Register<BreakGlassRegister>()
        .Seed<SecrecyGroundSeed>()
        .Service<HandlerKeeper>()
        .Service<BreakGlassNotices>()
        .Service<BreakGlassKeeper>();

    public void Map(IEndpointRouteBuilder app)
    {
        BreakGlassRoutes.Map(app);
        foreach (var register in app.ServiceProvider.GetRequiredService<RegisterBook>().All.Where(r => r.IsGuarded))
            HandlingRoutes.Map(app, register);
    }
}

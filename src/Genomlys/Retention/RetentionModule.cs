using Genomlys.Retention.Rules;
using Genomlys.Shared;
using Genomlys.Shared.Registers;

namespace Genomlys.Retention;

/// <summary>What is preserved and what is disposed of: rules as data, a dry run, a mark with time to think again, holds, and the disposal itself.</summary>
public sealed class RetentionModule : IModule
{
    public string Name => "retention";

    public void Register(ModuleParts parts) => parts.In(MenuGroup.Other, "archive")
        .Register<RetentionRuleRegister>()
        .Once(services => services.GetRequiredService<IConfiguration>().GetSection("Retention").Get<RetentionLimits>() ?? new RetentionLimits())
        .Service<Retaining>()
        .Service<Disposing>()
        .Beside<DisposalRounds>();

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var register in app.ServiceProvider.GetRequiredService<RegisterBook>().All.Where(r => r.IsDisposable))
            RetentionRoutes.Map(app, register);
    }
}

using Microsoft.AspNetCore.Authorization;

namespace Genomlys.Shared.Access;

/// <summary>Asked before every answer: whether whoever asks may. What declares no rule, and what is not there at all, is for those who have signed in.</summary>
internal sealed class Gate : IAuthorizationHandler
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<IAuthorizationHandler, Gate>()
        .AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy = new AuthorizationPolicy([new Undeclared()], []));

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is not HttpContext http)
            return Task.CompletedTask;
        var viewer = http.RequestServices.GetRequiredService<Viewer>();
        foreach (var requirement in context.PendingRequirements.ToList())
            if (requirement switch
            {
                AccessAttribute rule => viewer.May(rule.Need, rule.In(http)),
                Undeclared => viewer.IsSomeone || http.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>() is not null,   // then that rule is asked besides
                _ => false,
            })
                context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private sealed class Undeclared : IAuthorizationRequirement;
}

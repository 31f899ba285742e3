using Genomlys.Accounts.Reset;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared.Access;

namespace Genomlys.Accounts.Sessions;

/// <summary>Removes visits and links that are over, every hour.</summary>
internal sealed class SessionCleaning(IServiceScopeFactory scopes, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Viewer>().BeProgram();
            await scope.ServiceProvider.GetRequiredService<SessionKeeper>().ForgetAsync(stoppingToken);
            await scope.ServiceProvider.GetRequiredService<Resetting>().ForgetAsync(stoppingToken);
            scope.ServiceProvider.GetRequiredService<TokenPace>().Forget(clock.GetUtcNow());
        }
    }
}

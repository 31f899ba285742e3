using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 6: what was taken away is refused at the next request: of a thousand that begin after the commit, while others are under way, none gets through.</summary>
[Trait("Bar", "6")]
public sealed class RevocationTests
{
    private const int Rounds = 42, After = 8, Before = 3;   // three ways of taking away: 1,008 tries

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_a_thousand_requests_after_the_commit_none_gets_through(string provider)
    {
        await using var app = TestApp.On(provider);
        var (tries, through, before) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
            foreach (var (way, refused, take) in new (string, int, Func<IServiceProvider, Visit, Task>)[] { ("role", 403, EndRoleAsync), ("account", 401, DisableAsync), ("session", 401, EndSessionAsync) })
            {
                using var visit = await Visit.AsAsync(app, $"{way}{round}", AccessRole.Coordinator);
                before += await visit.StatusAsync("/api/incidents") is 200 ? 1 : 0;
                var underWay = Enumerable.Range(0, Before).Select(_ => visit.StatusAsync("/api/incidents")).ToList();
                await app.Use(async services =>
                {
                    services.GetRequiredService<Viewer>().BeProgram();
                    await take(services, visit);
                    return 0;
                });
                var answers = await Task.WhenAll(Enumerable.Range(0, After).Select(_ => visit.StatusAsync("/api/incidents")));
                await Task.WhenAll(underWay);
                tries += answers.Length;
                through += answers.Count(a => a != refused);
            }
        Assert.Equal(Rounds * 3, before);   // he could, until then
        Assert.True(tries >= 1000);
        Bar.Hold(6, provider, through, 0, through is 0, "of 1,008 requests after a role, an account or a visit was ended, those that got through");
    }

    private static async Task EndRoleAsync(IServiceProvider services, Visit visit)
    {
        var db = services.GetRequiredService<GenomlysDb>();
        var role = await db.RoleAssignments.SingleAsync(r => r.AccountId == visit.Account, Stop);
        Assert.True((await services.GetRequiredService<AccountKeeper>().EndAsync(visit.Account, role.Id, Stop)).IsDone);
    }

    private static async Task DisableAsync(IServiceProvider services, Visit visit) => Assert.True((await services.GetRequiredService<AccountKeeper>().DisableAsync(visit.Account, Stop)).IsDone);

    private static Task EndSessionAsync(IServiceProvider services, Visit visit) => services.GetRequiredService<SessionKeeper>().EndAllAsync(visit.Account, null, Stop);
}

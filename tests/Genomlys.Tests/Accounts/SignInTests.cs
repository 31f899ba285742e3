using System.Net;
using Genomlys.Accounts;
using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts;

/// <summary>Signing in as people do it, through the pages.</summary>
public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Nobody_is_shown_the_way_in_and_nothing_else(string provider)
    {
        await using var app = TestApp.On(provider);
        using var nobody = new Person(app, "ingen");
        foreach (var address in new[] { "/", "/incidents", "/incidents/export.csv", "/api/incidents", "/search?q=a", "/accounts", "/no-such-page", "/openapi/v1.json" })
            Assert.Equal((address, 401), (address, await nobody.StatusAsync(address)));
        Assert.Equal(200, await nobody.StatusAsync("/sign-in"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Roles_wait_for_a_password_of_ones_own_and_for_a_second_factor(string provider)
    {
        await using var app = TestApp.On(provider);
        using var person = await Person.WithAsync(app, "sam", [AccessRole.Coordinator], hasSignedIn: false);
        await person.SignInAsync(person.OneTime);
        Assert.Equal((200, 403), (await person.StatusAsync("/account"), await person.StatusAsync("/incidents")));
        await person.SubmitAsync("/account", "/account/password", ("old", person.OneTime), ("new", Person.Password));
        Assert.Equal(403, await person.StatusAsync("/incidents"));

        var (seed, codes) = await AddAuthenticatorAsync(person, app);
        Assert.Equal(200, await person.StatusAsync("/incidents"));
        Assert.Equal(10, codes.Count);

        using var again = new Person(app, "sam");
        Assert.StartsWith("/sign-in", (await again.SignInAsync(Person.Password)).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(401, await again.StatusAsync("/incidents"));
        app.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("/", (await again.SubmitAsync("/sign-in", "/sign-in", ("code", CodeOf(seed, app.Clock.GetUtcNow())))).Headers.Location!.ToString());
        Assert.Equal(200, await again.StatusAsync("/incidents"));

        using var recovering = new Person(app, "sam");
        await recovering.SignInAsync(Person.Password);
        Assert.Equal("/", (await recovering.SubmitAsync("/sign-in", "/sign-in", ("code", codes[0].ToLowerInvariant()))).Headers.Location!.ToString());
        using var replaying = new Person(app, "sam");
        await replaying.SignInAsync(Person.Password);
        Assert.Equal(HttpStatusCode.OK, (await replaying.SubmitAsync("/sign-in", "/sign-in", ("code", codes[0]))).StatusCode);
    }

    /// <summary>The password alone may not put a second factor in the place of the one there is.</summary>
    [Fact]
    public async Task A_second_factor_is_not_replaced_by_the_password_alone()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", [AccessRole.Coordinator]);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            db.Add(new Passkey { Id = Genomlys.Shared.Id<Passkey>.New(), AccountId = person.Id, CredentialId = [1], PublicKey = [2], Name = "nyckel", CreatedAt = app.Clock.GetUtcNow() });
            return await db.SaveChangesAsync(Stop);
        });
        using var thief = new Person(app, "sam");
        await thief.SignInAsync(Person.Password);
        using var asked = await thief.Browser.GetAsync(new Uri("/account/authenticator", UriKind.Relative), Stop);
        Assert.Equal("/account/prove?back=/account", asked.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Conflict, (await thief.SubmitAsync("/account", "/account/passkeys/options")).StatusCode);
        Assert.Equal(403, await thief.StatusAsync("/incidents"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_taken_away_is_refused_at_the_next_request(string provider)
    {
        await using var app = TestApp.On(provider);
        using var person = await Person.WithAsync(app, "sam", [AccessRole.Coordinator]);
        await AddAuthenticatorAsync(person, app);
        Assert.Equal(200, await person.StatusAsync("/incidents"));
        await KeeperAsync(app, async (keeper, db) => await keeper.EndAsync(person.Id, (await db.RoleAssignments.SingleAsync(Stop)).Id, Stop));
        Assert.Equal(403, await person.StatusAsync("/incidents"));
        await KeeperAsync(app, (keeper, _) => keeper.DisableAsync(person.Id, Stop));
        Assert.Equal(401, await person.StatusAsync("/incidents"));
        Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync(Person.Password)).StatusCode);   // refused, in the same words as a wrong password
    }

    [Fact]
    public async Task A_visit_ends_when_it_is_left_alone_and_after_ten_hours()
    {
        await using var app = new TestApp();
        using var idle = await Person.WithAsync(app, "ida", []);
        app.Clock.Pass(TimeSpan.FromMinutes(29));
        Assert.Equal(200, await idle.StatusAsync("/account"));
        app.Clock.Pass(TimeSpan.FromMinutes(31));
        Assert.Equal(401, await idle.StatusAsync("/account"));

        using var busy = await Person.WithAsync(app, "bo", []);
        for (var minutes = 0; minutes < 580; minutes += 20)
        {
            app.Clock.Pass(TimeSpan.FromMinutes(20));
            Assert.Equal(200, await busy.StatusAsync("/account"));
        }
        app.Clock.Pass(TimeSpan.FromMinutes(21));
        Assert.Equal(401, await busy.StatusAsync("/account"));
    }

    [Fact]
    public async Task What_concerns_rights_stands_in_the_security_log()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", [AccessRole.Auditor]);
        await AddAuthenticatorAsync(person, app);
        await person.StatusAsync("/incidents/new");
        await person.SignInAsync("fel lösenord, helt fel");
        var kinds = await app.Use(services => services.GetRequiredService<GenomlysDb>().SecurityEvents.Select(e => e.Kind).ToListAsync(Stop));
        foreach (var kind in new[] { SecurityEventKind.AccountCreated, SecurityEventKind.RoleGiven, SecurityEventKind.RoleApproved, SecurityEventKind.SignedIn, SecurityEventKind.PasswordChanged, SecurityEventKind.FactorAdded, SecurityEventKind.Refused, SecurityEventKind.SignInRefused })
            Assert.Contains(kind, kinds);
    }

    [Fact]
    public async Task Whoever_has_signed_in_is_whom_the_logs_say_did_it()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", []);
        using var nobody = new Person(app, "sam");
        await nobody.SignInAsync("fel lösenord, helt fel");
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            var told = await db.SecurityEvents.Where(e => e.Kind == SecurityEventKind.SignedIn || e.Kind == SecurityEventKind.SignInRefused).ToListAsync(Stop);
            Assert.All(told, e => Assert.Equal(e.Kind is SecurityEventKind.SignedIn ? person.Id : default(Genomlys.Shared.Id<Account>?), e.ActorId));
            var (signedIn, refused) = (nameof(SecurityEventKind.SignedIn), nameof(SecurityEventKind.SignInRefused));
            var audited = await db.Set<AuditEvent>().Where(e => e.Subject.StartsWith(signedIn) || e.Subject.StartsWith(refused)).ToListAsync(Stop);
            Assert.Equal(told.Select(e => (e.ActorId?.Value, $"{e.Kind}")).Order(), audited.Select(e => (e.ActorId?.Value, e.Subject.Split(':')[0])).Order());
            Assert.Equal(2, told.Select(e => e.Kind).Distinct().Count());
            return 0;
        });
    }

    private static Task<Genomlys.Shared.Outcome> KeeperAsync(TestApp app, Func<AccountKeeper, GenomlysDb, Task<Genomlys.Shared.Outcome>> act) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var outcome = await act(services.GetRequiredService<AccountKeeper>(), services.GetRequiredService<GenomlysDb>());
        Assert.True(outcome.IsDone, outcome.Problem);
        return outcome;
    });

    private static Task<(string Seed, IReadOnlyList<string> RecoveryCodes)> AddAuthenticatorAsync(Person person, TestApp app) => person.AddAuthenticatorAsync(app.Clock.GetUtcNow());

    private static string CodeOf(string seed, DateTimeOffset now) => Person.CodeOf(seed, now);
}

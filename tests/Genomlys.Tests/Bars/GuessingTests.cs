using System.Net;
using Genomlys.Accounts;
using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 18: guesses are counted before they are looked at, and what works once works once, however it is written and however many come at a time.</summary>
[Trait("Bar", "18")]
public sealed class GuessingTests
{
    private const int Wrong = 100, MostLookedAt = 10, AtOnce = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_hundred_wrong_passwords_at_once_are_looked_at_ten_times_at_most(string provider)
    {
        await using var app = TestApp.On(provider);
        using var person = await Person.WithAsync(app, "sam", []);
        using var guesser = new Person(app, "sam");
        var token = await guesser.TokenAsync("/sign-in");
        var answers = await Task.WhenAll(Enumerable.Range(0, Wrong).Select(async n =>
        {
            using var form = new FormUrlEncodedContent([new("name", (n % 4) switch { 0 => "sam", 1 => " SAM ", 2 => "Sam\u00a0", _ => "\tsaM" }), new("password", $"gissning nummer {n} av hundra"), new(Visit.TokenField, token)]);
            using var answer = await guesser.Browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Stop);
            return answer.StatusCode;
        }));
        var lookedAt = answers.Count(a => a is HttpStatusCode.OK);
        Assert.True(lookedAt > 0);
        Assert.Equal(Wrong, answers.Count(a => a is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.SignInAsync(Person.Password)).StatusCode);
        app.Clock.Pass(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.SeeOther, (await guesser.SignInAsync(Person.Password)).StatusCode);
        Bar.Hold(18, provider, lookedAt, MostLookedAt, lookedAt <= MostLookedAt, "of 100 wrong passwords at once, those that were looked at");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task One_code_fifty_times_at_once_is_one_success(string provider)
    {
        await using var app = TestApp.On(provider);
        var (seed, now) = (Authenticator.NewSeed(), app.Clock.GetUtcNow());
        var id = await AddAsync(app, (account, services) => account.Authenticator(services.GetRequiredService<Sealing>().Seal(seed, SigningIn.SeedPlace(account.Id)), 0));
        var code = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(now.UtcDateTime);
        string[] spelt = [code, $" {code}", $"{code}\n", $"{code[..3]} {code[3..]}", $"{code[..3]}\u2009{code[3..]}", In('\u0660'), In('\u0966'), In('\uff10')];
        var used = await AtOnceAsync(app, id, (signingIn, account, n) => signingIn.UseCodeAsync(account, spelt[n % spelt.Length], Stop));
        Bar.Hold(18, provider, used, 1, used is 1, "one code used 50 times at once, in eight spellings: successes");
        var again = await AtOnceAsync(app, id, (signingIn, account, n) => signingIn.UseCodeAsync(account, spelt[n % spelt.Length], Stop));
        Bar.Hold(18, provider, again, 0, again is 0, "the same code 50 times afterwards: successes");

        string In(char zero) => string.Concat(code.Select(c => (char)(zero + c - '0')));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task One_recovery_code_fifty_times_at_once_is_one_success(string provider)
    {
        await using var app = TestApp.On(provider);
        var code = RecoveryCode.Make()[0];
        var id = await AddAsync(app, (account, services) => services.GetRequiredService<GenomlysDb>().Add(new RecoveryCode { Id = Id<RecoveryCode>.New(), AccountId = account.Id, Hash = RecoveryCode.HashOf(code) }));
        string[] spelt = [code, code.ToLowerInvariant(), $" {code} ", code.Replace("-", "", StringComparison.Ordinal), code.Replace('-', ' '), code.Replace("-", "\u2013", StringComparison.Ordinal)];
        var used = await AtOnceAsync(app, id, (signingIn, account, n) => signingIn.UseRecoveryCodeAsync(account, spelt[n % spelt.Length], Stop));
        Bar.Hold(18, provider, used, 1, used is 1, "one recovery code used 50 times at once, in six spellings: successes");
    }

    private static async Task<int> AtOnceAsync(TestApp app, Id<Account> id, Func<SigningIn, Account, int, Task<bool>> attempt) =>
        (await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return await attempt(services.GetRequiredService<SigningIn>(), await services.GetRequiredService<GenomlysDb>().Accounts.AsNoTracking().SingleAsync(a => a.Id == id, Stop), n);
        })))).Count(used => used);

    private static Task<Id<Account>> AddAsync(TestApp app, Action<Account, IServiceProvider> give) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var account = new Account { Id = Id<Account>.New(), SignInName = "sam", Name = "Sam", CreatedAt = app.Clock.GetUtcNow() };
        give(account, services);
        db.Add(account);
        await db.SaveChangesAsync(Stop);
        return account.Id;
    });
}

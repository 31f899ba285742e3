using System.Net;
using AngleSharp.Html.Parser;
using Genomlys.Accounts;
using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts;

/// <summary>What a password may be and how it is kept; and the key of a visit.</summary>
public sealed class PasswordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fjorton tecken", "PasswordShort")]
    [InlineData("femton tecken ja", null)]
    [InlineData("åäö ÅÄÖ \u00e9\u4e2d \ud83d\udd11 !?", null)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "PasswordEasy")]
    [InlineData("mitt namn är sam.svensson", "PasswordEasy")]
    public void Length_is_what_counts_and_any_sign_will_do(string password, string? problem)
    {
        var account = new Account { Id = Id<Account>.New(), SignInName = "sam.svensson", Name = "Sam", CreatedAt = default };
        Assert.Equal(problem, Passwords.Fits(password, account).Problem);
        Assert.Null(Passwords.Fits(string.Concat(Enumerable.Repeat("en mening till ", 16)), account).Problem);   // 240 signs
    }

    [Fact]
    public async Task A_password_is_compared_as_it_was_typed_and_kept_slow()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", []);
        using var again = new Person(app, "sam");
        foreach (var nearly in new[] { Person.Password.ToUpperInvariant(), Person.Password + " ", " " + Person.Password, Person.Password[..^1] })
            Assert.Equal(HttpStatusCode.OK, (await again.SignInAsync(nearly)).StatusCode);
        var kept = Convert.FromBase64String((await app.Use(services => Everything(services).Accounts.Select(a => a.PasswordHash).SingleAsync(Stop)))!);
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 52, 80], kept[..9]);   // PBKDF2 with SHA-512, 210,000 rounds
        app.Clock.Pass(TimeSpan.FromDays(3 * 365));
        Assert.Equal("/", (await again.SignInAsync(Person.Password)).Headers.Location?.ToString());   // no calendar ends it
    }

    [Fact]
    public async Task To_change_it_asks_for_the_old_one_and_ends_the_other_visits()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", []);
        using var elsewhere = new Person(app, "sam");
        await elsewhere.SignInAsync(Person.Password);
        using (var refused = await person.SubmitAsync("/account", "/account/password", ("old", "något helt annat än det"), ("new", "en annan lång mening att minnas")))
            Assert.Contains("stämmer inte", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(200, await elsewhere.StatusAsync("/account"));
        Assert.Equal("/account?_done=PasswordChanged", (await person.SubmitAsync("/account", "/account/password", ("old", Person.Password), ("new", "en annan lång mening att minnas"))).Headers.Location?.ToString());
        Assert.Equal((200, 401), (await person.StatusAsync("/account"), await elsewhere.StatusAsync("/account")));
        var page = new HtmlParser().ParseDocument(await person.Browser.GetStringAsync(new Uri("/account", UriKind.Relative), Stop));
        Assert.Equal(["password", "password"], page.QuerySelectorAll("input[name=old], input[name=new]").Select(i => i.GetAttribute("type")));
        Assert.Equal(["current-password", "new-password"], page.QuerySelectorAll("input[name=old], input[name=new]").Select(i => i.GetAttribute("autocomplete")));
    }

    [Fact]
    public async Task Nobody_has_an_account_before_one_is_made_and_its_first_password_dies_unused_after_a_week()
    {
        await using var app = new TestApp();
        await app.PlantAsync();
        Assert.Equal(0, await app.Use(services => Everything(services).Accounts.CountAsync(Stop)));
        using var person = await Person.WithAsync(app, "sam", [], hasSignedIn: false);
        app.Clock.Pass(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await person.SignInAsync(person.OneTime)).StatusCode);
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Passwords.NewOneTime()).Distinct().Count());
    }

    [Fact]
    public void Codes_live_for_a_step_each_way_and_recovery_codes_are_long()
    {
        var (seed, now) = (Authenticator.NewSeed(), new DateTimeOffset(2025, 11, 15, 8, 0, 0, TimeSpan.Zero));
        foreach (var (seconds, isGood) in new[] { (-61, false), (-30, true), (0, true), (30, true), (60, false) })
            Assert.Equal((seconds, isGood), (seconds, Authenticator.StepOf(seed, Person.CodeOf(seed, now.AddSeconds(seconds)), now) is not null));
        Assert.Equal(32, seed.Length);   // 160 bits
        var codes = Enumerable.Range(0, 100).SelectMany(_ => RecoveryCode.Make()).ToList();
        Assert.Equal(1000, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Equal(16, c.Replace("-", "", StringComparison.Ordinal).Length));   // 80 bits
    }

    [Fact]
    public async Task A_visit_has_a_new_key_each_time_and_an_ended_one_opens_nothing()
    {
        await using var app = new TestApp();
        using var person = await Person.WithAsync(app, "sam", []);
        using var first = await person.SignInAsync(Person.Password);
        using var second = await person.SignInAsync(Person.Password);
        var (old, current) = (KeyIn(first), KeyIn(second));
        Assert.NotEqual(old, current);
        Assert.All([old, current], key => Assert.Equal(43, key.Length));   // 256 bits
        Assert.Equal((401, 200), (await AskAsync(old), await AskAsync(current)));
        await person.SubmitAsync("/account", "/sign-out");
        Assert.Equal(401, await AskAsync(current));

        static string KeyIn(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Last(c => c.StartsWith("genomlys=", StringComparison.Ordinal) && !c.StartsWith("genomlys=;", StringComparison.Ordinal)).Split(';')[0]["genomlys=".Length..];

        async Task<int> AskAsync(string key)
        {
            using var browser = app.Visit(handlesCookies: false);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
            request.Headers.Add("X-Test-Nobody", "true");
            request.Headers.Add("Cookie", $"genomlys={key}");
            using var answer = await browser.SendAsync(request, Stop);
            return (int)answer.StatusCode;
        }
    }

    private static GenomlysDb Everything(IServiceProvider services)
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return services.GetRequiredService<GenomlysDb>();
    }
}

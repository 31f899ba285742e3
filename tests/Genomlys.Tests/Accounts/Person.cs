using AngleSharp.Html.Parser;
using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts;

/// <summary>Someone with an account, in a browser of his own that is nobody until he has signed in.</summary>
internal sealed class Person(TestApp app, string name) : IDisposable
{
    public const string Password = "en mening som bara jag kan komma på";

    public HttpClient Browser { get; } = Nobody(app);
    public Id<Account> Id { get; private set; }
    public string OneTime { get; private set; } = "";

    /// <summary>With roles that hold for a unit, or for all; and with a password of his own unless he has yet to sign in.</summary>
    public static async Task<Person> WithAsync(TestApp app, string name, AccessRole[] roles, Id<Unit>? unit = null, bool hasSignedIn = true, Guid? givenBy = null)
    {
        var person = new Person(app, name);
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var (keeper, db) = (services.GetRequiredService<AccountKeeper>(), services.GetRequiredService<GenomlysDb>());
            var (made, account, oneTime) = await keeper.CreateAsync(name, $"Namn {name}", default);
            Assert.True(made.IsDone, made.Problem);
            (person.Id, person.OneTime) = (account!.Id, oneTime);
            foreach (var role in roles)
                Assert.True((await keeper.GiveAsync(Role(account.Id, role, RolePolicy.IsForAll(role) ? null : unit, db.Today), default)).IsDone);
            return 0;
        });
        if (hasSignedIn)
        {
            Assert.Equal("/account", (await person.SignInAsync(person.OneTime)).Headers.Location?.ToString());
            Assert.Equal("/account?_done=PasswordChanged", (await person.SubmitAsync("/account", "/account/password", ("old", person.OneTime), ("new", Password))).Headers.Location?.ToString());
        }
        return person;
    }

    /// <summary>As if all had signed in with a second factor: rights wait for that.</summary>
    public static Task<int> StrengthenAllAsync(TestApp app) => app.Use(services => services.GetRequiredService<GenomlysDb>().Set<Session>().ExecuteUpdateAsync(s => s.SetProperty(x => x.IsStrong, true)));

    public static RoleAssignment Role(Id<Account> account, AccessRole role, Id<Unit>? unit, DateOnly from, Id<Account>? by = null, int months = 12) => new()
    {
        Id = Id<RoleAssignment>.New(), AccountId = account, Role = role, UnitId = unit, From = from, Until = from.AddMonths(months), GivenById = by, GivenAt = DateTimeOffset.UnixEpoch,
    };

    public Task<HttpResponseMessage> SignInAsync(string password) => SubmitAsync("/sign-in", "/sign-in", ("name", name), ("password", password));

    public async Task<int> StatusAsync(string address)
    {
        using var answer = await Browser.GetAsync(new Uri(address, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] says)
    {
        var token = await TokenAsync(page);
        using var form = new FormUrlEncodedContent([.. says.Append(("__RequestVerificationToken", token)).Select(s => KeyValuePair.Create(s.Item1, s.Item2))]);
        return await Browser.PostAsync(new Uri(action, UriKind.Relative), form);
    }

    public async Task<string> TokenAsync(string page) =>
        new HtmlParser().ParseDocument(await Browser.GetStringAsync(new Uri(page, UriKind.Relative))).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>A second factor, with which his roles begin to hold in this browser.</summary>
    public async Task<(string Seed, IReadOnlyList<string> RecoveryCodes)> AddAuthenticatorAsync(DateTimeOffset now)
    {
        var page = new HtmlParser().ParseDocument(await Browser.GetStringAsync(new Uri("/account/authenticator", UriKind.Relative)));
        var seed = string.Concat(page.QuerySelector(".steps-text code")!.TextContent.Where(c => c is not ' '));
        using var answer = await SubmitAsync("/account/authenticator", "/account/authenticator", ("sealed", page.QuerySelector("input[name=sealed]")!.GetAttribute("value")!), ("code", CodeOf(seed, now)));
        var done = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return (seed, [.. done.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }

    public static string CodeOf(string seed, DateTimeOffset now) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(now.UtcDateTime);

    public void Dispose() => Browser.Dispose();

    private static HttpClient Nobody(TestApp app)
    {
        var browser = app.Visit();
        browser.DefaultRequestHeaders.Add("X-Test-Nobody", "true");
        return browser;
    }
}

using System.Net;
using Genomlys.Accounts;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Testing;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts.Federation;

/// <summary>Signing in through the authority's own identity provider, at a certified server.</summary>
public sealed class FederationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_is_new_gets_an_account_that_gives_no_right_and_is_told_what_to_do(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        Assert.Contains("Logga in med Kommunen", await sam.Browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Stop), StringComparison.Ordinal);

        var back = await RealProvider.GoAsync(there, await sam.SentAsync(), "sam");
        Assert.Equal((303, "/account?_done=Provider.First"), Told(await sam.BackAsync(back)));
        var page = await sam.Browser.GetStringAsync(new Uri("/account?_done=Provider.First", UriKind.Relative), Stop);
        Assert.Contains("Säg till en administratör", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nuvarande lösenord", page, StringComparison.Ordinal);
        Assert.Equal((403, 403), (await sam.StatusAsync("/incidents"), await sam.StatusAsync("/accounts")));
        var known = Assert.Single(await app.ProvidedAsync());
        Assert.Equal(("sam", "Sam Samuelsson", "sam@lindby.example"), (known.Subject, known.Name, known.SignInName));

        using var again = new Person(app, "sam");   // known there already: not asked again; and no longer new here
        Assert.Equal((303, "/units"), Told(await again.BackAsync(await RealProvider.GoAsync(there, await again.SentAsync(), "nobody"))));
        Assert.Single(await app.ProvidedAsync());
        Assert.Equal(1, await EventsAsync(app, SecurityEventKind.AccountCreated));
        Assert.Equal(2, await EventsAsync(app, SecurityEventKind.SignedIn));
    }

    /// <summary>The name may be anyone's; the account is the subject's alone.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_local_account_of_the_same_name_stays_its_owners(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var local = await Person.WithAsync(app, "sam@lindby.example", [AccessRole.Coordinator]);
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        var known = Assert.Single(await app.ProvidedAsync());
        Assert.NotEqual(local.Id, known.Id);
        Assert.Equal("sam@lindby.example-2", known.SignInName);
        Assert.Equal(403, await sam.StatusAsync("/incidents"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Groups_propose_and_an_administrator_gives(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"), ("Oidc:Roles:0", "lis-samordnare = Coordinator"), ("Oidc:Roles:1", "alla = Reporter@FINNSEJ"), ("Oidc:Roles:2", "ledning = Director"), ("Oidc:Roles:3", "lis-samordnare=DataProtectionOfficer"))));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        var id = (await app.ProvidedAsync()).Single().Id;

        using var anna = await AdministratorAsync(app, "anna");
        using var ann = await AdministratorAsync(app, "ann");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await anna.Browser.GetStringAsync(new Uri($"/accounts/{id}", UriKind.Relative), Stop));
        Assert.Equal(["Informationssäkerhetssamordnare", "Rapportör", "Dataskyddsombud"], page.QuerySelectorAll(".proposed strong").Select(t => t.TextContent));
        var forms = page.QuerySelectorAll("section[aria-labelledby=proposed] form");
        Assert.Equal(2, forms.Length);   // there is no unit FINNSEJ to give a role for
        foreach (var form in forms)
        {
            var says = form.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).Where(i => i.Item1 is not "__RequestVerificationToken").ToArray();
            Assert.Equal(HttpStatusCode.SeeOther, (await anna.SubmitAsync($"/accounts/{id}", $"/accounts/{id}/roles", says)).StatusCode);
        }
        Assert.Equal(200, await sam.StatusAsync("/incidents"));   // at the next request
        var held = await app.Use(services => services.GetRequiredService<GenomlysDb>().RoleAssignments.IgnoreQueryFilters().Where(a => a.AccountId == id).ToListAsync(Stop));
        Assert.Equal([true, false], held.OrderBy(h => h.Role is AccessRole.DataProtectionOfficer).Select(h => h.ApprovedAt is not null));   // the officer awaits a second person
        var after = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await anna.Browser.GetStringAsync(new Uri($"/accounts/{id}", UriKind.Relative), Stop));
        Assert.Equal(["Rapportör"], after.QuerySelectorAll(".proposed strong").Select(t => t.TextContent));   // what is held, or waits, is proposed no more
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_is_shut_out_here_is_not_let_in_from_there(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        var id = (await app.ProvidedAsync()).Single().Id;
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            return await services.GetRequiredService<AccountKeeper>().DisableAsync(id, Stop);
        });
        Assert.Equal(401, await sam.StatusAsync("/account"));
        var (_, _, text) = await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        Assert.Contains("Ditt konto här är avstängt", text, StringComparison.Ordinal);
        Assert.Equal(0, await app.SessionsAsync());
    }

    /// <summary>As for a password: roles wait for a second factor of ours, and once there is one it is asked for.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_provider_that_is_no_second_factor_is_half_a_sign_in(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings()));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        var id = (await app.ProvidedAsync()).Single().Id;
        await GiveAsync(app, id, AccessRole.Coordinator);
        Assert.Equal(403, await sam.StatusAsync("/incidents"));

        var seed = await AuthenticatorAsync(sam, app);
        Assert.Equal(200, await sam.StatusAsync("/incidents"));

        using var again = new Person(app, "sam");
        Assert.Equal((303, "/sign-in?back=%2Funits"), Told(await again.BackAsync(await RealProvider.GoAsync(there, await again.SentAsync(), "sam"))));
        Assert.Equal(401, await again.StatusAsync("/incidents"));
        app.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal("/", (await again.SubmitAsync("/sign-in", "/sign-in", ("code", CodeOf(seed, app.Clock.GetUtcNow())))).Headers.Location?.ToString());
        Assert.Equal(200, await again.StatusAsync("/incidents"));

        // and the same once more, where he is to show anew that it is he
        Assert.Equal((303, "/sign-in?back=%2Faccount"), Told(await again.BackAsync(await RealProvider.GoAsync(there, await again.SentAsync("/account/prove/provider?back=/account"), "sam"))));
        Assert.Equal(401, await again.StatusAsync("/incidents"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Who_shows_again_that_it_is_he_signs_in_anew_there(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var other = await AdministratorAsync(app, "anna");
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        var id = (await app.ProvidedAsync()).Single().Id;
        await GiveAsync(app, id, AccessRole.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await AddAsync("bo")).StatusCode);

        app.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal("/account/prove?back=/accounts/new", (await AddAsync("ove")).Headers.Location?.ToString());
        Assert.Contains("Fortsätt med Kommunen", await sam.Browser.GetStringAsync(new Uri("/account/prove?back=/accounts/new", UriKind.Relative), Stop), StringComparison.Ordinal);
        Now(app);
        var sent = await sam.SentAsync("/account/prove/provider?back=/accounts/new");
        Assert.Contains("max_age=0", sent.Query, StringComparison.Ordinal);
        Assert.Contains("prompt=login", sent.Query, StringComparison.Ordinal);
        using var elsewhere = RealProvider.Browser();
        Assert.Equal((303, "/account/prove?_problem=Provider.Another&back=%2Faccounts%2Fnew"), Told(await sam.BackAsync(await RealProvider.GoAsync(elsewhere, sent, "eva"))));
        app.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.StartsWith("/account/prove", (await AddAsync("ove")).Headers.Location?.ToString(), StringComparison.Ordinal);
        Now(app);
        Assert.Equal((303, "/accounts/new"), Told(await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync("/account/prove/provider?back=/accounts/new"), "sam"))));
        Assert.Equal(HttpStatusCode.OK, (await AddAsync("ove")).StatusCode);

        Task<HttpResponseMessage> AddAsync(string name) => sam.SubmitAsync("/accounts/new", "/accounts/new", ("name", name), ("signInName", name));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Signing_out_there_ends_every_visit_here(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        List<HttpStatusCode> answered = [];
        provider.OnLogout = async body =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/provider/logout") { Content = new StringContent(body, null, "application/x-www-form-urlencoded") };
            request.Headers.Add("X-Test-Nobody", "true");
            using var answer = await app.Browser.SendAsync(request, Stop);
            answered.Add(answer.StatusCode);
            return answer.StatusCode;
        };
        using var there = RealProvider.Browser();
        using var sam = new Person(app, "sam");
        using var phone = new Person(app, "sam");
        using var leaving = new Person(app, "sam");
        using var eva = new Person(app, "eva");
        using var evasThere = RealProvider.Browser();
        foreach (var visit in new[] { sam, phone, leaving })
            await visit.BackAsync(await RealProvider.GoAsync(there, await visit.SentAsync(), "sam"));
        await eva.BackAsync(await RealProvider.GoAsync(evasThere, await eva.SentAsync(), "eva"));

        Assert.Equal("/sign-in?out=provider", (await leaving.SubmitAsync("/account", "/sign-out")).Headers.Location?.ToString());
        Assert.Equal((401, 200), (await leaving.StatusAsync("/account"), await sam.StatusAsync("/account")));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await leaving.Browser.GetStringAsync(new Uri("/sign-in?out=provider", UriKind.Relative), Stop));
        var href = page.QuerySelector(".sign-in a[href^='http']")!.GetAttribute("href")!;
        Assert.StartsWith($"{provider.Issuer}/session/end", href, StringComparison.Ordinal);
        await provider.SignOutAsync(there, new Uri(href));
        Assert.Equal([HttpStatusCode.OK], answered);
        Assert.Equal((401, 401, 200), (await sam.StatusAsync("/account"), await phone.StatusAsync("/account"), await eva.StatusAsync("/account")));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_new_key_is_fetched_once_in_five_minutes(string database)
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With(database, provider.Settings(("Oidc:SecondFactor", "Provider"))));
        await SignsInAsync(true);
        await provider.RestartAsync();
        await SignsInAsync(true);
        await provider.RestartAsync();
        await SignsInAsync(false);
        app.Clock.Pass(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(10));   // the server's own clock stands: its tokens are not too old yet
        await SignsInAsync(false);
        app.Clock.Pass(TimeSpan.FromSeconds(20));
        await SignsInAsync(true);

        async Task SignsInAsync(bool isLetIn)
        {
            using var sam = new Person(app, "sam");
            using var there = RealProvider.Browser();
            await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
            Assert.Equal(isLetIn ? 200 : 401, await sam.StatusAsync("/account"));
        }
    }

    [Fact]
    public async Task When_the_provider_is_down_visits_go_on_and_passwords_work()
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With("Sqlite", provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var there = RealProvider.Browser();
        using var sam = new Person(app, "sam");
        await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"));
        using var late = new Person(app, "sam");
        var onHisWay = await RealProvider.GoAsync(there, await late.SentAsync(), "sam");
        await provider.StopAsync();

        Assert.Equal(200, await sam.StatusAsync("/account"));
        var (_, _, text) = await late.BackAsync(onHisWay);
        Assert.Contains("Kommunen svarar inte just nu", text, StringComparison.Ordinal);
        using var local = await Person.WithAsync(app, "lo", []);
        Assert.Equal(200, await local.StatusAsync("/account"));
        Assert.Equal("/sign-in?out=provider", (await sam.SubmitAsync("/account", "/sign-out")).Headers.Location?.ToString());

        await using var never = Now(TestApp.With("Sqlite", provider.Settings()));
        using var first = new Person(never, "sam");
        using var answer = await first.Browser.GetAsync(new Uri("/sign-in/provider", UriKind.Relative), Stop);
        Assert.Contains("svarar inte just nu", await first.Browser.GetStringAsync(answer.Headers.Location, Stop), StringComparison.Ordinal);
        Assert.Equal(200, await first.StatusAsync("/sign-in?out=provider"));
    }

    [Fact]
    public async Task Whoever_changes_his_mind_there_is_told_so_in_our_words()
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With("Sqlite", provider.Settings()));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        var (_, href, text) = await sam.BackAsync(await RealProvider.GoAsync(there, await sam.SentAsync(), "no one at all"));
        Assert.Equal("/sign-in?_problem=Provider.Denied&back=%2Funits", href);
        Assert.Contains("Inloggningen avbröts hos Kommunen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nej", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_surely_the_provider_knew_him_is_asked_for_and_looked_at()
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With("Sqlite", provider.Settings(("Oidc:Acr", "loa3 loa4"), ("Oidc:SecondFactor", "Provider"))));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        var sent = await sam.SentAsync();
        Assert.Contains("acr_values=loa3%20loa4", sent.Query, StringComparison.Ordinal);
        var (_, _, text) = await sam.BackAsync(await RealProvider.GoAsync(there, sent, "sam", "loa2"));
        Assert.Equal((401, 0), (await sam.StatusAsync("/account"), await app.SessionsAsync()));
        Assert.Contains("på ett sätt som inte räcker här", text, StringComparison.Ordinal);
        using var afresh = RealProvider.Browser();
        Assert.Equal("/account?_done=Provider.First", (await sam.BackAsync(await RealProvider.GoAsync(afresh, await sam.SentAsync(), "sam", "loa3"))).Href);
    }

    /// <summary>RFC 9126: what is asked for goes behind the browser's back.</summary>
    [Fact]
    public async Task What_is_asked_is_pushed_where_the_provider_wants_it_so()
    {
        await using var provider = await RealProvider.StartAsync(pushes: true);
        await using var app = Now(TestApp.With("Sqlite", provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        var sent = await sam.SentAsync();
        Assert.Equal(["client_id", "request_uri"], QueryOf(sent).AllKeys.Order(StringComparer.Ordinal));
        Assert.Equal("/account?_done=Provider.First", (await sam.BackAsync(await RealProvider.GoAsync(there, sent, "sam"))).Href);
    }

    /// <summary>A code is good for the client, the browser and the question it was given for (PKCE).</summary>
    [Fact]
    public async Task A_code_that_was_given_to_another_browser_is_refused()
    {
        await using var provider = await RealProvider.StartAsync();
        await using var app = Now(TestApp.With("Sqlite", provider.Settings(("Oidc:SecondFactor", "Provider"))));
        using var thief = new Person(app, "thief");
        using var sam = new Person(app, "sam");
        using var there = RealProvider.Browser();
        var samsCode = QueryOf(await RealProvider.GoAsync(there, await sam.SentAsync(), "sam"))["code"];
        using var thiefThere = RealProvider.Browser();
        var thiefs = await RealProvider.GoAsync(thiefThere, await thief.SentAsync(), "eva");
        var (_, href, _) = await thief.BackAsync(new Uri(thiefs.ToString().Replace(QueryOf(thiefs)["code"]!, samsCode, StringComparison.Ordinal)));
        Assert.Equal(("/sign-in?_problem=Provider.Refused&back=%2Funits", 401, 0), (href, await thief.StatusAsync("/account"), await app.SessionsAsync()));
        var reasons = await app.Use(services => services.GetRequiredService<GenomlysDb>().SecurityEvents.Where(e => e.Kind == SecurityEventKind.SignInRefused).Select(e => e.Reason).ToListAsync(Stop));
        Assert.Equal(["invalid_grant"], reasons);
    }

    internal static System.Collections.Specialized.NameValueCollection QueryOf(Uri address) => System.Web.HttpUtility.ParseQueryString(address.Query);

    /// <summary>The server has its own clock.</summary>
    internal static TestApp Now(TestApp app)
    {
        app.Clock.TurnTo(TimeProvider.System.GetUtcNow());
        return app;
    }

    private static (int, string) Told((int Status, string Href, string Text) answer) => (answer.Status, answer.Href);

    private static Task<int> EventsAsync(TestApp app, SecurityEventKind kind) => app.Use(services => services.GetRequiredService<GenomlysDb>().SecurityEvents.CountAsync(e => e.Kind == kind, Stop));

    private static Task GiveAsync(TestApp app, Genomlys.Shared.Id<Account> id, AccessRole role) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var outcome = await services.GetRequiredService<AccountKeeper>().GiveAsync(Person.Role(id, role, null, services.GetRequiredService<GenomlysDb>().Today), Stop);
        Assert.True(outcome.IsDone, outcome.Problem);
        return 0;
    });

    private static async Task<Person> AdministratorAsync(TestApp app, string name)
    {
        var person = await Person.WithAsync(app, name, [AccessRole.Administrator]);
        await AuthenticatorAsync(person, app);
        return person;
    }

    private static async Task<string> AuthenticatorAsync(Person person, TestApp app)
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await person.Browser.GetStringAsync(new Uri("/account/authenticator", UriKind.Relative), Stop));
        var seed = string.Concat(page.QuerySelector(".steps-text code")!.TextContent.Where(c => c is not ' '));
        using var answer = await person.SubmitAsync("/account/authenticator", "/account/authenticator", ("sealed", page.QuerySelector("input[name=sealed]")!.GetAttribute("value")!), ("code", CodeOf(seed, app.Clock.GetUtcNow())));
        return seed;
    }

    private static string CodeOf(string seed, DateTimeOffset now) => new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(seed)).ComputeTotp(now.UtcDateTime);
}

using System.Net;
using Genomlys.Accounts.Log;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Claims = System.Collections.Generic.Dictionary<string, object?>;

namespace Genomlys.Tests.Accounts.Federation;

/// <summary>Programs that are set to trust a provider under the tests' control, one a database.</summary>
public sealed class HostileGround : IAsyncLifetime
{
    private readonly Dictionary<string, TestApp> apps = [];

    internal HostileProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Provider = await HostileProvider.StartAsync();

    internal TestApp On(string database)
    {
        if (!apps.TryGetValue(database, out var app))
            app = apps[database] = TestApp.With(database, Provider.Settings(("Oidc:Acr", "loa3"), ("Oidc:Seconds", "2")));
        Provider.Behave();
        app.StartAfresh();
        return FederationTests.Now(app);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values)
            await app.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

/// <summary>Each answer that is not quite the provider's own, to this question of this browser, now, lets nobody in: no visit, no account, and a page that can be read.</summary>
public sealed class HostileTests(HostileGround ground) : IClassFixture<HostileGround>
{
    private static readonly string[] Databases = ["Sqlite", "PostgreSQL"];
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What is wrong with the token; each made from one that is right.</summary>
    private static readonly Dictionary<string, Func<HostileProvider, Claims, string>> Tokens = new()
    {
        ["another issuer"] = (p, c) => p.Signed(With(c, "iss", p.Issuer + "/")),
        ["no issuer"] = (p, c) => p.Signed(Without(c, "iss")),
        ["another audience"] = (p, c) => p.Signed(With(c, "aud", "another")),
        ["an audience beside ours"] = (p, c) => p.Signed(With(c, "aud", new[] { HostileProvider.ClientId, "another" })),
        ["no audience"] = (p, c) => p.Signed(Without(c, "aud")),
        ["for another party"] = (p, c) => p.Signed(With(c, "azp", "another")),
        ["expired"] = (p, c) => p.Signed(With(c, "exp", Now(-120))),
        ["without an end"] = (p, c) => p.Signed(Without(c, "exp")),
        ["not valid yet"] = (p, c) => p.Signed(With(c, "nbf", Now(120))),
        ["another nonce"] = (p, c) => p.Signed(With(c, "nonce", c["nonce"] + "a")),
        ["no nonce"] = (p, c) => p.Signed(Without(c, "nonce")),
        ["a stranger's key under a known name"] = (p, c) => p.SignedByStranger(c, "one"),
        ["a stranger's key under a name of its own"] = (p, c) => p.SignedByStranger(c, "two"),
        ["alg none"] = (_, c) => HostileProvider.Unsigned(c, "none"),
        ["alg NONE in capitals"] = (_, c) => HostileProvider.Unsigned(c, "NONE"),
        ["RS256 without a signature"] = (_, c) => HostileProvider.Unsigned(c, "RS256"),
        ["HS256 with the public key"] = (p, c) => HostileProvider.SignedWith(p.PublicPem, c),
        ["HS256 with the client's secret"] = (_, c) => HostileProvider.SignedWith(System.Text.Encoding.UTF8.GetBytes(HostileProvider.Secret), c),
        ["another payload under the signature"] = (p, c) => Tampered(p.Signed(c), p.Signed(With(c, "sub", "eva"))),
        ["no subject"] = (p, c) => p.Signed(Without(c, "sub")),
        ["an empty subject"] = (p, c) => p.Signed(With(c, "sub", "")),
        ["a subject that no database keeps"] = (p, c) => p.Signed(With(c, "sub", "sam\0")),
        ["a visit that no database keeps"] = (p, c) => p.Signed(With(c, "sid", "1\0")),
        ["an endless subject"] = (p, c) => p.Signed(With(c, "sub", new string('a', 256))),
        ["no acr"] = (p, c) => p.Signed(Without(c, "acr")),
        ["a lower acr"] = (p, c) => p.Signed(With(c, "acr", "loa2")),
        ["no token"] = (_, _) => "",
        ["garbage"] = (_, _) => "abc.def.ghi",
        ["a token within no bounds"] = (p, c) => p.Signed(With(c, "name", new string('a', 400_000))),
    };

    public static IEnumerable<TheoryDataRow<string, string>> EveryToken => from what in Tokens.Keys from database in Databases select new TheoryDataRow<string, string>(what, database);

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_right_is_let_in(string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.Token = () => provider.Signed(Right(sent));
        Assert.Equal("/account?_done=Provider.First", (await sam.BackAsync(Answer(sent))).Href);
        Assert.Equal((200, 1), (await sam.StatusAsync("/account"), await app.SessionsAsync()));
        Assert.Equal(QueryOf(sent)["code_challenge"], WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(provider.Redeemed!["code_verifier"].ToString()))));
        Assert.Equal("S256", QueryOf(sent)["code_challenge_method"]);
    }

    [Theory, MemberData(nameof(EveryToken))]
    public async Task A_token_that_is_not_right_lets_nobody_in(string what, string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.Token = () => Tokens[what](provider, Right(sent));
        await LetsNobodyInAsync(app, sam, Answer(sent), what.Contains("acr", StringComparison.Ordinal) ? "Provider.Acr" : "Provider.Refused");
    }

    /// <summary>What docs/operating.md tells whoever looks into it.</summary>
    [Theory]
    [InlineData("another issuer", "SecurityTokenInvalidIssuerException")]
    [InlineData("another audience", "SecurityTokenInvalidAudienceException")]
    [InlineData("expired", "SecurityTokenInvalidLifetimeException")]
    [InlineData("a stranger's key under a name of its own", "SecurityTokenSignatureKeyNotFoundException")]
    [InlineData("a lower acr", "Acr")]
    public async Task The_log_names_the_reason(string what, string reason)
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.Token = () => Tokens[what](provider, Right(sent));
        await sam.BackAsync(Answer(sent));
        Assert.Equal([reason], await app.Use(services => services.GetRequiredService<GenomlysDb>().SecurityEvents.Where(e => e.Kind == SecurityEventKind.SignInRefused).Select(e => e.Reason).ToListAsync(Stop)));
        Assert.Contains($"`{reason}`", Genomlys.Tests.Architecture.Repository.Text("docs/operating.md"), StringComparison.Ordinal);
    }

    /// <summary>What is wrong with the answer by way of the browser.</summary>
    private static readonly Dictionary<string, (Func<HostileProvider, Uri, Uri> Change, string Problem)> Answers = new()
    {
        ["another sender"] = ((p, a) => Adding(a, "iss", "https://idp.example"), "Provider.Refused"),
        ["two senders"] = ((p, a) => Adding(Adding(a, "iss", p.Issuer), "iss", "https://idp.example"), "Provider.Refused"),
        ["no state"] = ((_, a) => Replacing(a, "state", null), "Provider.Late"),
        ["a state of its own making"] = ((_, a) => Replacing(a, "state", "abc"), "Provider.Late"),
        ["no code"] = ((_, a) => Replacing(a, "code", null), "Provider.Refused"),
        ["an error in words"] = ((_, a) => Adding(Replacing(a, "code", null), "error", "<script>alert(1)</script>"), "Provider.Refused"),
        ["an error that is known"] = ((_, a) => Adding(Replacing(a, "code", null), "error", "server_error"), "Provider.Refused"),
        ["a token in the open"] = ((p, a) => Adding(a, "id_token", p.Signed([])), "Provider.Late"),
    };

    public static IEnumerable<TheoryDataRow<string>> EveryAnswer => Answers.Keys.Select(a => new TheoryDataRow<string>(a));

    [Theory, MemberData(nameof(EveryAnswer))]
    public async Task An_answer_that_is_not_right_lets_nobody_in(string what)
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.Token = () => provider.Signed(Right(sent));
        await LetsNobodyInAsync(app, sam, Answers[what].Change(provider, Answer(sent)), Answers[what].Problem);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_answer_is_good_in_the_browser_that_asked(string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = new Person(app, "sam");
        using var other = new Person(app, "other");
        var sent = await sam.SentAsync();
        await other.SentAsync();
        provider.Token = () => provider.Signed(Right(sent));
        await LetsNobodyInAsync(app, other, Answer(sent), "Provider.Late");
        Assert.Equal("/account?_done=Provider.First", (await sam.BackAsync(Answer(sent))).Href);
    }

    /// <summary>Whoever has kept all of a browser, its cookies too, comes once; twenty at once are one.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task An_answer_is_good_once(string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var raw = app.Visit(handlesCookies: false);
        using var start = new HttpRequestMessage(HttpMethod.Get, "/sign-in/provider");
        start.Headers.Add("X-Test-Nobody", "true");
        using var begun = await raw.SendAsync(start, Stop);
        var sent = begun.Headers.Location!;
        var cookies = string.Join("; ", begun.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        provider.Token = () => provider.Signed(Right(sent));
        var led = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Answer(sent).PathAndQuery);
            request.Headers.Add("X-Test-Nobody", "true");
            request.Headers.Add("Cookie", cookies);
            using var answer = await raw.SendAsync(request, Stop);
            return answer.Headers.Location!.ToString();
        }));
        Assert.Single(led, l => l is "/account?_done=Provider.First");
        Assert.Equal(19, led.Count(l => l.StartsWith("/sign-in?_problem=Provider.Late", StringComparison.Ordinal)));
        Assert.Equal(1, await app.SessionsAsync());
    }

    [Fact]
    public async Task An_answer_comes_by_a_link_and_never_by_a_form()
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.Token = () => provider.Signed(Right(sent));
        using var form = new StringContent(Answer(sent).Query[1..], null, "application/x-www-form-urlencoded");
        using var answer = await sam.Browser.PostAsync(new Uri("/sign-in/provider/callback", UriKind.Relative), form, Stop);
        Assert.InRange((int)answer.StatusCode, 300, 499);
        Assert.Equal((401, 0), (await sam.StatusAsync("/account"), await app.SessionsAsync()));
    }

    [Fact]
    public async Task Two_first_visits_at_once_are_one_account()
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        var visits = Enumerable.Range(0, 8).Select(_ => new Person(app, "sam")).ToList();
        List<Uri> sent = [];
        foreach (var visit in visits)
            sent.Add(await visit.SentAsync());
        var byCode = sent.Select((s, n) => (Code: $"code-{n}", Sent: s)).ToDictionary(c => c.Code, c => c.Sent);
        provider.BeforeTokens = async http =>
        {
            var code = (await http.Request.ReadFormAsync())["code"].ToString();
            await http.Response.WriteAsJsonAsync(new { access_token = "a", token_type = "Bearer", id_token = provider.Signed(Right(byCode[code])) });
            return true;
        };
        await Task.WhenAll(visits.Select((v, n) => v.BackAsync(Answer(sent[n], $"code-{n}"))));
        Assert.Single(await app.ProvidedAsync());
        Assert.Equal(8, await app.SessionsAsync());
        visits.ForEach(v => v.Dispose());
    }

    /// <summary>What is wrong with what the provider answers the program itself.</summary>
    private static readonly Dictionary<string, Func<HttpContext, Task<bool>>> Lines = new()
    {
        ["an error page"] = async http => { http.Response.StatusCode = 500; await http.Response.WriteAsync("<h1>500</h1>"); return true; },
        ["garbage"] = async http => { http.Response.ContentType = "application/json"; await http.Response.WriteAsync("{\"id_token\":["); return true; },
        ["an error in words"] = async http => { http.Response.StatusCode = 400; await http.Response.WriteAsJsonAsync(new { error = "<script>alert(1)</script>", error_description = "hemligt" }); return true; },
        ["an answer without end"] = async http => { http.Response.ContentType = "application/json"; await EndlessAsync(http); return true; },
        ["an answer that never comes"] = async http => { await Task.Delay(TimeSpan.FromMinutes(5), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default); return true; },
        ["another address"] = http => { http.Response.Redirect("http://127.0.0.1:9/token"); return Task.FromResult(true); },
        ["nothing"] = _ => Task.FromResult(true),
        ["a list"] = async http => { await http.Response.WriteAsJsonAsync(new[] { 1 }); return true; },
    };

    public static IEnumerable<TheoryDataRow<string>> EveryLine => Lines.Keys.Select(a => new TheoryDataRow<string>(a));

    [Theory, MemberData(nameof(EveryLine))]
    public async Task What_the_provider_answers_for_a_code_may_be_anything(string what)
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        using var sam = new Person(app, "sam");
        var sent = await sam.SentAsync();
        provider.BeforeTokens = Lines[what];
        await LetsNobodyInAsync(app, sam, Answer(sent), null);
    }

    [Theory, MemberData(nameof(EveryLine))]
    public async Task What_the_provider_says_of_itself_may_be_anything(string what)
    {
        await using var provider = await HostileProvider.StartAsync();
        provider.BeforeDiscovery = Lines[what];
        await SendsNobodyAsync(provider);
    }

    [Theory]
    [InlineData("issuer", "https://idp.example")]
    [InlineData("issuer", "")]
    [InlineData("authorization_endpoint", "http://idp.example/auth")]
    [InlineData("authorization_endpoint", "javascript:alert(1)")]
    [InlineData("authorization_endpoint", "")]
    [InlineData("jwks_uri", "http://169.254.169.254/latest/meta-data")]
    [InlineData("jwks_uri", "file:///etc/passwd")]
    [InlineData("jwks_uri", "")]
    [InlineData("token_endpoint", "")]
    public async Task A_provider_that_names_what_is_not_its_own_is_not_believed(string what, string said)
    {
        await using var provider = await HostileProvider.StartAsync();
        provider.Discovery = all => With(all, what, said);
        await SendsNobodyAsync(provider);
    }

    /// <summary>Not even when the provider itself says so: no other place is asked from here.</summary>
    [Theory, InlineData("token_endpoint", "/token", "Provider.Down"), InlineData("jwks_uri", "/jwks", null)]
    public async Task Nobody_but_the_issuer_is_asked(string what, string path, string? problem)
    {
        await using var elsewhere = await HostileProvider.StartAsync();
        await using var provider = await HostileProvider.StartAsync();
        provider.Discovery = all => With(all, what, elsewhere.Issuer + path);
        await using var app = FederationTests.Now(TestApp.With("Sqlite", provider.Settings()));
        using var sam = new Person(app, "sam");
        if (problem is null)
        {
            await SendsNobodyAsync(provider);
        }
        else
        {
            var sent = await sam.SentAsync();
            await LetsNobodyInAsync(app, sam, Answer(sent), problem);
        }
        Assert.Null(elsewhere.Redeemed);
        Assert.Equal(0, elsewhere.AsksForKeys);
    }

    /// <summary>What is kept of the provider goes on holding, however strange it grows.</summary>
    [Fact]
    public async Task A_stranger_with_an_unknown_key_has_the_keys_fetched_once()
    {
        await using var provider = await HostileProvider.StartAsync();
        await using var app = FederationTests.Now(TestApp.With("Sqlite", provider.Settings()));
        for (var times = 0; times < 6; times++)
        {
            using var sam = new Person(app, "sam");
            var sent = await sam.SentAsync();
            provider.Token = () => provider.SignedByStranger(Right(sent), $"unknown-{times}");
            await LetsNobodyInAsync(app, sam, Answer(sent), "Provider.Refused");
        }
        Assert.Equal(2, provider.AsksForKeys);
    }

    /// <summary>What is wrong with a notice that someone has signed out.</summary>
    private static readonly Dictionary<string, Func<HostileProvider, Claims, string>> Notices = new()
    {
        ["another issuer"] = (p, c) => p.Signed(With(c, "iss", "https://idp.example")),
        ["another audience"] = (p, c) => p.Signed(With(c, "aud", "another")),
        ["a stranger's key"] = (p, c) => p.SignedByStranger(c, "one"),
        ["alg none"] = (_, c) => HostileProvider.Unsigned(c, "none"),
        ["no signature"] = (_, c) => HostileProvider.Unsigned(c, "RS256"),
        ["the client's secret"] = (_, c) => HostileProvider.SignedWith(System.Text.Encoding.UTF8.GetBytes(HostileProvider.Secret), c),
        ["a nonce"] = (p, c) => p.Signed(With(c, "nonce", "1")),
        ["no event"] = (p, c) => p.Signed(Without(c, "events")),
        ["another event"] = (p, c) => p.Signed(With(c, "events", new Claims { ["http://schemas.openid.net/event/other"] = new Claims() })),
        ["an event in words"] = (p, c) => p.Signed(With(c, "events", "http://schemas.openid.net/event/backchannel-logout")),
        ["no number"] = (p, c) => p.Signed(Without(c, "jti")),
        ["nobody"] = (p, c) => p.Signed(Without(Without(c, "sub"), "sid")),
        ["a person that no database keeps"] = (p, c) => p.Signed(With(c, "sub", "sam\0")),
        ["a visit that no database keeps"] = (p, c) => p.Signed(With(c, "sid", "1\0")),
        ["no moment"] = (p, c) => p.Signed(Without(c, "iat")),
        ["long ago"] = (p, c) => p.Signed(With(c, "iat", Now(-600))),
        ["the time to come"] = (p, c) => p.Signed(With(c, "iat", Now(600))),
        ["expired"] = (p, c) => p.Signed(With(c, "exp", Now(-120))),
        ["nothing"] = (_, _) => "",
        ["garbage"] = (_, _) => "a.b.c",
        ["far too much"] = (p, c) => p.Signed(With(c, "more", new string('a', 20_000))),
    };

    public static IEnumerable<TheoryDataRow<string, string>> EveryNotice => from what in Notices.Keys from database in Databases select new TheoryDataRow<string, string>(what, database);

    [Theory, MemberData(nameof(EveryNotice))]
    public async Task A_notice_that_is_not_right_ends_nothing(string what, string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = await LetInAsync(app);
        Assert.Equal(HttpStatusCode.BadRequest, await NoticeAsync(app, Notices[what](provider, Gone())));
        Assert.Equal(200, await sam.StatusAsync("/account"));
        Assert.Equal(HttpStatusCode.OK, await NoticeAsync(app, provider.Signed(Gone(), typ: "logout+jwt")));
        Assert.Equal(401, await sam.StatusAsync("/account"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_notice_is_good_once(string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = await LetInAsync(app);
        var notice = provider.Signed(Gone());
        var told = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => NoticeAsync(app, notice)));
        Assert.Single(told, t => t is HttpStatusCode.OK);
        Assert.Equal(401, await sam.StatusAsync("/account"));
        using var again = await LetInAsync(app);
        Assert.Equal(HttpStatusCode.BadRequest, await NoticeAsync(app, notice));
        Assert.Equal(200, await again.StatusAsync("/account"));
    }

    /// <summary>By the visit alone, for a provider that names no person; and by the person, wherever he came from.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_notice_reaches_whom_it_names_and_nobody_else(string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var sam = await LetInAsync(app, "sam", "sid-1");
        using var eva = await LetInAsync(app, "eva", "sid-2");
        using var nameless = await LetInAsync(app, "lo", "");
        Assert.Equal(HttpStatusCode.OK, await NoticeAsync(app, provider.Signed(With(Without(Gone(), "sub"), "sid", "sid-2"))));
        Assert.Equal((200, 401, 200), (await sam.StatusAsync("/account"), await eva.StatusAsync("/account"), await nameless.StatusAsync("/account")));
        Assert.Equal(HttpStatusCode.OK, await NoticeAsync(app, provider.Signed(With(Gone(), "sub", "unknown"))));
        Assert.Equal((200, 200), (await sam.StatusAsync("/account"), await nameless.StatusAsync("/account")));
    }

    /// <summary>What is wrong when somebody is to show again that it is he.</summary>
    private static readonly Dictionary<string, (Func<Claims, Claims> Change, string Problem)> Proofs = new()
    {
        ["signed in before"] = (c => With(c, "auth_time", Now(-360)), "Provider.NotNow"),
        ["signed in some time"] = (c => Without(c, "auth_time"), "Provider.NotNow"),
        ["signed in one day"] = (c => With(c, "auth_time", Now(360)), "Provider.NotNow"),
        ["signed in in words"] = (c => With(c, "auth_time", "now"), "Provider.NotNow"),
        ["signed in beyond time"] = (c => With(c, "auth_time", long.MaxValue), "Provider.NotNow"),
        ["another"] = (c => With(c, "sub", "eva"), "Provider.Another"),
        ["a lower acr"] = (c => With(c, "acr", "loa2"), "Provider.Acr"),
    };

    public static IEnumerable<TheoryDataRow<string, string>> EveryProof => from what in Proofs.Keys from database in Databases select new TheoryDataRow<string, string>(what, database);

    [Theory, MemberData(nameof(EveryProof))]
    public async Task A_proof_that_is_not_right_proves_nothing(string what, string database)
    {
        var (app, provider) = (ground.On(database), ground.Provider);
        using var eva = await LetInAsync(app, "eva");
        using var sam = await LetInAsync(app);
        app.Clock.Pass(TimeSpan.FromMinutes(6));
        FederationTests.Now(app);
        var before = await ProvedAsync(app);
        var sent = await sam.SentAsync("/account/prove/provider?back=/account");
        provider.Token = () => provider.Signed(Proofs[what].Change(Right(sent)));
        Assert.Equal($"/account/prove?_problem={Proofs[what].Problem}&back=%2Faccount", (await sam.BackAsync(Answer(sent))).Href);
        Assert.Equal(before, await ProvedAsync(app));
        Assert.Equal(200, await sam.StatusAsync($"/account/prove?_problem={Proofs[what].Problem}"));

        var right = await sam.SentAsync("/account/prove/provider?back=/account");
        provider.Token = () => provider.Signed(Right(right));
        Assert.Equal("/account", (await sam.BackAsync(Answer(right))).Href);
        Assert.NotEqual(before, await ProvedAsync(app));
    }

    /// <summary>An answer to who proves something is no answer to who signs in; and the visit that asked is the one that is proved.</summary>
    [Fact]
    public async Task A_proof_is_for_the_visit_that_asked()
    {
        var (app, provider) = (ground.On("Sqlite"), ground.Provider);
        using var sam = await LetInAsync(app);
        var sent = await sam.SentAsync("/account/prove/provider?back=/account");
        provider.Token = () => provider.Signed(Right(sent));
        await sam.SubmitAsync("/account", "/sign-out");
        Assert.StartsWith("/account/prove?_problem=Provider.Late", (await sam.BackAsync(Answer(sent))).Href, StringComparison.Ordinal);
        Assert.Equal((401, 0), (await sam.StatusAsync("/account"), await app.SessionsAsync()));
    }

    private async Task<Person> LetInAsync(TestApp app, string who = "sam", string visit = "sid-1")
    {
        var person = new Person(app, who);
        var sent = await person.SentAsync();
        ground.Provider.Token = () => ground.Provider.Signed(With(Right(sent, who), "sid", visit));
        await person.BackAsync(Answer(sent));
        Assert.Equal(200, await person.StatusAsync("/account"));
        return person;
    }

    private static Task<IReadOnlyList<DateTimeOffset>> ProvedAsync(TestApp app) => app.Use<IReadOnlyList<DateTimeOffset>>(async services => await services.GetRequiredService<GenomlysDb>().Set<Genomlys.Accounts.Sessions.Session>().OrderBy(s => s.KeyHash).Select(s => s.ProvedAt).ToListAsync(Stop));

    private Claims Gone() => new()
    {
        ["iss"] = ground.Provider.Issuer, ["aud"] = HostileProvider.ClientId, ["sub"] = "sam", ["iat"] = Now(0), ["exp"] = Now(120), ["jti"] = $"{Guid.CreateVersion7()}", ["events"] = new Claims { ["http://schemas.openid.net/event/backchannel-logout"] = new Claims() },
    };

    private static async Task<HttpStatusCode> NoticeAsync(TestApp app, string notice)
    {
        using var server = app.Visit(handlesCookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/provider/logout") { Content = new FormUrlEncodedContent([new("logout_token", notice)]) };
        request.Headers.Add("X-Test-Nobody", "true");
        using var answer = await server.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static async Task SendsNobodyAsync(HostileProvider provider)
    {
        await using var app = FederationTests.Now(TestApp.With("Sqlite", provider.Settings(("Oidc:Seconds", "2"))));
        using var sam = new Person(app, "sam");
        using var answer = await sam.Browser.GetAsync(new Uri("/sign-in/provider", UriKind.Relative), Stop);
        Assert.Equal("/sign-in?_problem=Provider.Down&back=%2F", answer.Headers.Location?.ToString());
        Assert.Contains("Kommunen svarar inte just nu", await sam.Browser.GetStringAsync(answer.Headers.Location, Stop), StringComparison.Ordinal);
    }

    /// <summary>No visit, no account, a page in our words, a line in the log that names no secret and nothing of the provider's.</summary>
    private static async Task LetsNobodyInAsync(TestApp app, Person person, Uri answer, string? problem)
    {
        var (status, href, text) = await person.BackAsync(answer);
        Assert.Equal(303, status);
        Assert.StartsWith($"/sign-in?_problem={problem ?? "Provider."}", href, StringComparison.Ordinal);
        Assert.Contains("Kommunen", text, StringComparison.Ordinal);
        foreach (var foreign in new[] { "alert(1)", "hemligt", "code-", QueryOf(answer)["state"] ?? "no state" })
            Assert.DoesNotContain(foreign, text, StringComparison.Ordinal);
        Assert.Equal(401, await person.StatusAsync("/account"));
        Assert.Equal(0, await app.SessionsAsync());
        Assert.Empty(await app.ProvidedAsync());
        var told = await app.Use(services => services.GetRequiredService<GenomlysDb>().SecurityEvents.AsNoTracking().Where(e => e.Kind == SecurityEventKind.SignInRefused).ToListAsync(Stop));
        Assert.All(told, e => Assert.Equal("provider", e.Subject));
        Assert.All(told, e => Assert.Matches("^[A-Za-z_0-9]{3,80}$", e.Reason));
        Assert.NotEmpty(told);
    }

    private static Claims Right(Uri sent, string subject = "sam") => new()
    {
        ["iss"] = new Uri(sent, "/").ToString().TrimEnd('/'), ["aud"] = HostileProvider.ClientId, ["sub"] = subject, ["exp"] = Now(300), ["iat"] = Now(0), ["nonce"] = QueryOf(sent)["nonce"], ["acr"] = "loa3", ["auth_time"] = Now(-1), ["name"] = "Sam", ["preferred_username"] = "sam",
    };

    private static Uri Answer(Uri sent, string code = "code-1") => new(QueryHelpers.AddQueryString("http://localhost/sign-in/provider/callback", new Dictionary<string, string?> { ["code"] = code, ["state"] = QueryOf(sent)["state"] }));

    private static System.Collections.Specialized.NameValueCollection QueryOf(Uri address) => FederationTests.QueryOf(address);

    private static long Now(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds();

    private static Claims With(Claims said, string key, object? value) => new(said) { [key] = value };

    private static Claims Without(Claims said, string key) => new(said.Where(c => c.Key != key));

    private static string Tampered(string signed, string other) => $"{signed.Split('.')[0]}.{other.Split('.')[1]}.{signed.Split('.')[2]}";

    private static Uri Adding(Uri address, string key, string value) => new(QueryHelpers.AddQueryString(address.ToString(), key, value));

    private static Uri Replacing(Uri address, string key, string? value)
    {
        var query = QueryOf(address);
        query.Remove(key);
        if (value is not null)
            query[key] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    private static async Task EndlessAsync(HttpContext http)
    {
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        try
        {
            for (var sent = 0; sent < 4096; sent++)
                await http.Response.Body.WriteAsync(blanks, http.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // whoever asked has had enough
        }
    }
}

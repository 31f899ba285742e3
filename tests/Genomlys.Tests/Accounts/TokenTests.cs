using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Genomlys.Accounts;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Tokens;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Accounts;

/// <summary>API tokens as their owner makes them and another system uses them.</summary>
public sealed class TokenTests
{
    private static object Said(string unit) => new { channel = "OwnForm", reference = "N", summary = "från systemet", category = "Other", unit, occurredAt = "2025-09-30 18:00" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_token_reads_what_it_is_for_and_nothing_else(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await UnitsAsync(app);
        using var owner = await OwnerAsync(app, units[0].Id);
        using var system = await SystemAsync(app, owner, ("area", "Incidents"), ("unit", units[1].Id.ToString()));
        Assert.Equal(["hos A/B/"], await SeenAsync(system));
        foreach (var (address, status) in new[] { ("/api/risks", 403), ("/api/units", 403), ("/api/accounts", 403), ("/api/security-log", 403), ("/api/role-assignments", 403), ("/incidents", 401), ("/account", 401), ("/incidents/export.csv", 401), ("/openapi/v1.json", 401) })
            Assert.Equal((address, status), (address, await StatusAsync(system, address)));
        Assert.Equal(HttpStatusCode.Forbidden, (await system.PostAsJsonAsync("/api/incidents", Said("Enhet B"), Stop)).StatusCode);
        Assert.Equal(0, await app.Use(services => Everything(services).Incidents.CountAsync(i => i.Reference == "N", Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_token_that_may_change_writes_where_it_is_for_and_its_owners_name_stands_in_the_log(string provider)
    {
        await using var app = TestApp.On(provider);
        var units = await UnitsAsync(app);
        using var owner = await OwnerAsync(app, null);
        using var system = await SystemAsync(app, owner, ("area", "Incidents"), ("area", "Reference"), ("writes", "true"), ("unit", units[1].Id.ToString()));
        using var answer = await system.PostAsJsonAsync("/api/incidents", Said("Enhet B"), Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["från systemet", "hos A/B/"], await SeenAsync(system));
        Assert.Equal(HttpStatusCode.BadRequest, (await system.PostAsJsonAsync("/api/incidents", Said("Enhet A"), Stop)).StatusCode);   // where its owner may, and it may not
        Assert.Equal(HttpStatusCode.Forbidden, (await system.PostAsJsonAsync("/api/units", new { code = "X", name = "En till", level = "Department" }, Stop)).StatusCode);
        Assert.Contains(await LogAsync(app), e => e.Kind is SecurityEventKind.Refused && e.ActorId == owner.Id && e.Reason.StartsWith("token, ", StringComparison.Ordinal));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_its_owner_loses_the_token_loses_at_once(string provider)
    {
        await using var app = TestApp.On(provider);
        await UnitsAsync(app);
        using var owner = await OwnerAsync(app, null);
        using var administrator = await Person.WithAsync(app, "adam", [AccessRole.Administrator]);
        using var system = await SystemAsync(app, owner, ("area", "Incidents"));
        Assert.Equal(3, (await SeenAsync(system)).Count);
        await KeeperAsync(app, async (keeper, db) => await keeper.EndAsync(owner.Id, (await db.RoleAssignments.SingleAsync(a => a.AccountId == owner.Id, Stop)).Id, Stop));
        Assert.Equal(403, await StatusAsync(system, "/api/incidents"));
        await KeeperAsync(app, async (keeper, db) => await keeper.GiveAsync(Person.Role(owner.Id, AccessRole.Coordinator, null, db.Today), Stop));
        Assert.Equal(200, await StatusAsync(system, "/api/incidents"));
        await KeeperAsync(app, async (keeper, _) => (await keeper.ResetAsync(owner.Id, Stop)).Outcome);   // while somebody else knows his password
        Assert.Equal(403, await StatusAsync(system, "/api/incidents"));
        await KeeperAsync(app, (keeper, _) => keeper.DisableAsync(owner.Id, Stop));
        await RefusedAsync(system, "avstängt");
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_token_is_ended_by_its_owner_or_an_administrator_and_by_nobody_else(string provider)
    {
        await using var app = TestApp.On(provider);
        await UnitsAsync(app);
        using var owner = await OwnerAsync(app, null);
        using var administrator = await Person.WithAsync(app, "adam", [AccessRole.Administrator]);
        await administrator.AddAuthenticatorAsync(app.Clock.GetUtcNow());
        using var first = await SystemAsync(app, owner, ("area", "Incidents"));
        using var second = await SystemAsync(app, owner, ("area", "Incidents"));
        var tokens = await app.Use(services => Everything(services).ApiTokens.OrderBy(t => t.CreatedAt).ThenBy(t => t.Id).Select(t => t.Id).ToListAsync(Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.SubmitAsync("/account", $"/account/tokens/{tokens[0]}/end")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await owner.SubmitAsync("/account", $"/accounts/{owner.Id}/tokens/{tokens[0]}/end")).StatusCode);
        Assert.Equal(200, await StatusAsync(first, "/api/incidents"));

        Assert.Equal("/account?_done=TokenEnded", (await owner.SubmitAsync("/account", $"/account/tokens/{tokens[0]}/end")).Headers.Location?.ToString());
        await RefusedAsync(first, "avslutad");
        Assert.Equal($"/accounts/{owner.Id}?_done=TokenEnded", (await administrator.SubmitAsync($"/accounts/{owner.Id}", $"/accounts/{owner.Id}/tokens/{tokens[1]}/end")).Headers.Location?.ToString());
        await RefusedAsync(second, "avslutad");
        Assert.Equal([owner.Id, administrator.Id], (await LogAsync(app)).Where(e => e.Kind is SecurityEventKind.TokenEnded).Select(e => e.ActorId!.Value));
    }

    [Fact]
    public async Task A_token_is_shown_once_and_kept_as_its_hash()
    {
        await using var app = new TestApp();
        await UnitsAsync(app);
        using var owner = await OwnerAsync(app, null);
        var text = await MakeAsync(owner, ("area", "Incidents"));
        using var system = System(app, text);
        Assert.Equal(200, await StatusAsync(system, "/api/incidents"));
        var kept = await app.Use(services => Everything(services).ApiTokens.SingleAsync(Stop));
        Assert.Equal(text[^4..], kept.LastFour);
        Assert.DoesNotContain(text[37..], JsonSerializer.Serialize(kept) + JsonSerializer.Serialize(await LogAsync(app)), StringComparison.Ordinal);
        var page = await owner.Browser.GetStringAsync(new Uri("/account", UriKind.Relative), Stop);
        Assert.DoesNotContain(text[37..], page, StringComparison.Ordinal);
        Assert.Contains(text[^4..], page, StringComparison.Ordinal);
        Assert.Contains("2025-11-15 09:00", page, StringComparison.Ordinal);   // last used, as the clock says in Sweden
    }

    [Fact]
    public async Task To_make_one_asks_that_one_has_lately_shown_who_one_is()
    {
        await using var app = new TestApp();
        using var owner = await OwnerAsync(app, null);
        var token = await owner.TokenAsync("/account");
        app.Clock.Pass(TimeSpan.FromMinutes(6));
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. Filled(("area", "Incidents")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))]);
        using var answer = await owner.Browser.PostAsync(new Uri("/account/tokens/new", UriKind.Relative), form, Stop);
        Assert.Equal("/account/prove?back=/account/tokens/new", answer.Headers.Location?.ToString());
        Assert.Equal(0, await app.Use(services => Everything(services).ApiTokens.CountAsync(Stop)));
    }

    [Theory]
    [InlineData("name", " ", "Ge nyckeln ett namn")]
    [InlineData("area", "Accounts", "Välj minst ett område")]
    [InlineData("area", "SecurityLog", "Välj minst ett område")]
    [InlineData("area", "", "Välj minst ett område")]
    [InlineData("until", "2026-11-16", "Välj en sista dag")]
    [InlineData("until", "2025-11-14", "Välj en sista dag")]
    [InlineData("until", "", "Välj en sista dag")]
    [InlineData("networks", "10.0.0.1/8", "Nätet kan inte läsas")]
    [InlineData("networks", "10.0.0.0/8 intranätet", "Nätet kan inte läsas")]
    [InlineData("unit", "0199a0a0-0000-7000-8000-000000000000", "Enheten finns inte")]
    public async Task A_token_that_cannot_be_is_refused_in_words(string field, string value, string told)
    {
        await using var app = new TestApp();
        using var owner = await OwnerAsync(app, null);
        using var answer = await owner.SubmitAsync("/account", "/account/tokens/new", [.. Filled(("area", "Incidents")).Where(f => f.Item1 != field), (field, value)]);
        Assert.Contains(told, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, await app.Use(services => Everything(services).ApiTokens.CountAsync(Stop)));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_token_dies_on_its_day_and_when_nobody_uses_it_and_is_good_from_its_networks_only(string provider)
    {
        await using var app = TestApp.On(provider);
        await UnitsAsync(app);
        using var owner = await OwnerAsync(app, null);
        using var elsewhere = await SystemAsync(app, owner, ("area", "Incidents"), ("networks", "192.0.2.0/24, 2001:db8::7"));
        await RefusedAsync(elsewhere, "adressen");
        using var resting = await SystemAsync(app, owner, ("area", "Incidents"), ("until", "2026-11-15"));
        using var ending = await SystemAsync(app, owner, ("area", "Incidents"), ("until", "2026-02-28"));
        app.Clock.Pass(TimeSpan.FromDays(60));
        Assert.Equal((200, 200), (await StatusAsync(ending, "/api/incidents"), await StatusAsync(resting, "/api/incidents")));
        app.Clock.TurnTo(new(2026, 2, 28, 22, 59, 0, TimeSpan.Zero));
        Assert.Equal(200, await StatusAsync(ending, "/api/incidents"));
        app.Clock.TurnTo(new(2026, 2, 28, 23, 1, 0, TimeSpan.Zero));   // in Sweden the day is over
        await RefusedAsync(ending, "gått ut");
        app.Clock.TurnTo(new(2026, 4, 14, 7, 59, 0, TimeSpan.Zero));
        app.Clock.Pass(TimeSpan.FromMinutes(2));
        await RefusedAsync(resting, "oanvänd");
        Assert.Equal(["Expired", "Network", "Unused"], (await LogAsync(app)).Where(e => e.Kind is SecurityEventKind.TokenRefused && e.AccountId == owner.Id).Select(e => e.Reason.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.1", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.9", true)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::9", true)]
    [InlineData("2001:db8::/32", "192.0.2.1", false)]
    [InlineData("10.0.0.0/8 192.0.2.0/24", "192.0.2.1", true)]
    [InlineData("", "192.0.2.1", true)]
    public void An_address_is_of_a_network_or_is_not(string networks, string address, bool isOf) => Assert.Equal(isOf, TokenRules.IsFrom(TokenRules.Networks(networks)!, IPAddress.Parse(address)));

    [Theory]
    [InlineData("1")]
    [InlineData("10.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("0x0a000001")]
    [InlineData("värden")]
    public void What_is_no_network_is_none(string said) => Assert.Null(TokenRules.Networks(said));

    [Fact]
    public async Task A_token_and_a_visit_at_once_are_refused_and_told_why()
    {
        await using var app = new TestApp();
        using var owner = await OwnerAsync(app, null);
        var text = await MakeAsync(owner, ("area", "Incidents"));
        foreach (var address in new[] { "/api/incidents", "/incidents" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new("Bearer", text) } };
            using var answer = await owner.Browser.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Skicka det ena", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
        Assert.Equal(200, await owner.StatusAsync("/api/incidents"));
    }

    /// <summary>Every sign changed, one at a time, and what is no token at all.</summary>
    [Fact]
    public async Task A_token_that_is_changed_in_one_sign_is_nobodys()
    {
        await using var app = new TestApp();
        using var owner = await OwnerAsync(app, null);
        var text = await MakeAsync(owner, ("area", "Incidents"));
        using var system = app.Visit(handlesCookies: false);
        Assert.Equal(200, await AskAsync($"Bearer {text}"));
        Assert.Equal(200, await AskAsync($"bearer {text}"));   // the scheme, not the token, is in any case
        var garbled = Enumerable.Range(0, text.Length).Select(at => text[..at] + (text[at] is 'a' ? 'b' : 'a') + text[(at + 1)..])
            .Concat(["", " ", "lis_", text[..^1], text + "a", text.ToUpperInvariant(), text.Replace("lis_", "lis-", StringComparison.Ordinal), $"{text},{text}", new string('a', 5000), "lis_" + new string('0', 32) + "_" + new string('A', 43), "åäö"]);
        foreach (var one in garbled)
        {
            app.Clock.Pass(TimeSpan.FromMinutes(1));   // or the guesses would be too many to be answered
            Assert.Equal((one, 401), (one, await AskAsync($"Bearer {one}")));
        }
        Assert.Equal(200, await AskAsync($"Bearer {text}"));

        async Task<int> AskAsync(string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents");
            request.Headers.Add("X-Test-Nobody", "true");
            request.Headers.TryAddWithoutValidation("Authorization", value);
            using var answer = await system.SendAsync(request, Stop);
            return (int)answer.StatusCode;
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Guesses_are_soon_too_many_and_do_not_fill_the_log(string provider)
    {
        await using var app = TestApp.On(provider);
        using var guesser = System(app, "lis_" + new string('0', 32) + "_" + new string('A', 43));
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => StatusAsync(guesser, "/api/incidents")));
        Assert.Equal((20, 40), (answers.Count(a => a is 401), answers.Count(a => a is 429)));
        Assert.Equal(21, (await LogAsync(app)).Count(e => e.Kind is SecurityEventKind.TokenRefused));
    }

    [Fact]
    public void A_hundred_uses_at_once_are_counted_as_a_hundred_and_a_new_minute_begins_anew()
    {
        var (pace, token, now) = (new TokenPace(), Id<ApiToken>.New(), new DateTimeOffset(2025, 11, 15, 8, 0, 20, TimeSpan.Zero));
        var counts = new global::System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, 5000, _ => counts.Add(pace.Count(token, now)));
        Assert.Equal(Enumerable.Range(1, 5000), counts.Order());
        Assert.Equal(1, pace.Count(Id<ApiToken>.New(), now));
        Assert.Equal(TimeSpan.FromSeconds(40), TokenPace.Left(now));
        pace.Forget(now);
        Assert.Equal(5001, pace.Count(token, now));
        Assert.Equal(1, pace.Count(token, now.AddMinutes(1)));
    }

    [Fact]
    public async Task More_uses_than_a_minute_bears_are_told_to_wait()
    {
        await using var app = new TestApp();
        using var owner = await OwnerAsync(app, null);
        using var system = await SystemAsync(app, owner, ("area", "Incidents"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 640).Select(_ => system.GetAsync(new Uri("/api/incidents/0199a0a0-0000-7000-8000-000000000000", UriKind.Relative), Stop)));
        Assert.Equal(600, answers.Count(a => a.StatusCode is HttpStatusCode.NotFound));
        Assert.All(answers.Where(a => a.StatusCode is not HttpStatusCode.NotFound), a => Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(60)), (a.StatusCode, a.Headers.RetryAfter?.Delta)));
        app.Clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(200, await StatusAsync(system, "/api/incidents"));
        Assert.Single(await LogAsync(app), e => e.Kind is SecurityEventKind.TokenRefused);
    }

    [Fact]
    public void A_token_gives_what_is_both_its_own_and_its_owners()
    {
        Id<Unit> top = Id<Unit>.New(), own = Id<Unit>.New(), under = Id<Unit>.New(), beside = Id<Unit>.New();
        Assert.Equal([Of(own)], Given(own, Of(null)));
        Assert.Equal([Of(own)], Given(own, Of(top)));
        Assert.Equal([Of(own)], Given(own, Of(own)));
        Assert.Equal([Of(own, below: false)], Given(own, Of(own, below: false)));
        Assert.Equal([Of(under)], Given(own, Of(under)));
        Assert.Empty(Given(own, Of(top, below: false)));
        Assert.Empty(Given(own, Of(beside)));
        Assert.Equal([Of(top), Of(beside, below: false)], Given(null, Of(top), Of(beside, below: false)));

        var all = Rights.Read | Rights.Write | Rights.Import | Rights.Decide;
        Assert.Equal([Rights.Read | Rights.Write], TokenReach.Of(Token(null, Rights.Read | Rights.Write), [new(Area.Risks, all, Secrecy.Internal, null)], IsAbove).Select(e => e.Rights));
        Assert.Equal([Rights.Read | Rights.Write | Rights.Import], TokenReach.Of(Token(null, all), [new(Area.Risks, all, Secrecy.Internal, null)], IsAbove).Select(e => e.Rights));
        Assert.Empty(TokenReach.Of(Token(null, Rights.Read), [new(Area.Risks, Rights.Decide, Secrecy.Internal, null), new(Area.Incidents, all, Secrecy.Internal, null)], IsAbove));
        foreach (var never in new[] { Area.Accounts, Area.SecurityLog })
            Assert.Empty(TokenReach.Of(Token(null, all, $"{never}"), [new(never, all, Secrecy.Restricted, null)], IsAbove));
        Assert.Equal([Rights.Read], TokenReach.Of(Token(own, all, "Reference"), [new(Area.Reference, all, Secrecy.Restricted, null)], IsAbove).Select(e => e.Rights));   // what all share is not a unit's to change

        // its owner sees the area's records as far as the least of his roles lets him; a token of one of them no further
        Assert.Equal([Secrecy.Internal], TokenReach.Of(Token(own, Rights.Read), [new(Area.Risks, Rights.Read, Secrecy.Restricted, own), new(Area.Risks, Rights.Read, Secrecy.Internal, beside)], IsAbove).Select(e => e.Clearance));

        bool IsAbove(Id<Unit> upper, Id<Unit> lower) => (upper == top && lower != top) || (upper == own && lower == under);
        IEnumerable<Entitlement> Given(Id<Unit>? unit, params Entitlement[] held) => TokenReach.Of(Token(unit, Rights.Read), held, IsAbove);
        static Entitlement Of(Id<Unit>? unit, bool below = true) => new(Area.Risks, Rights.Read, Secrecy.Restricted, unit, below);
        static ApiToken Token(Id<Unit>? unit, Rights rights, string areas = "Training,Risks") => new()
        {
            Id = Id<ApiToken>.New(), AccountId = Id<Account>.New(), Name = "", Hash = "", LastFour = "", Areas = areas, Rights = rights, UnitId = unit, CreatedAt = default, Until = default,
        };
    }

    // ---- How it is done

    private static GenomlysDb Everything(IServiceProvider services)
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return services.GetRequiredService<GenomlysDb>();
    }

    private static Task<List<SecurityEvent>> LogAsync(TestApp app) => app.Use(services => Everything(services).SecurityEvents.OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(Stop));

    /// <summary>A, B below it and C beside them, and an incident in each.</summary>
    private static Task<IReadOnlyList<Unit>> UnitsAsync(TestApp app) => app.Use(async services =>
    {
        var db = Everything(services);
        var units = await Planting.UnitsAsync(db, "A/", "A/B/", "C/");
        foreach (var (n, unit) in units.Index())
            db.Add(new Incident { Id = Id<Incident>.New(), Channel = Channel.OwnForm, Reference = $"R{n}", Summary = $"hos {unit.Path}", UnitId = unit.Id, OccurredAt = app.Clock.GetUtcNow() });
        await db.SaveChangesAsync(Stop);
        return units;
    });

    private static async Task<Person> OwnerAsync(TestApp app, Id<Unit>? unit)
    {
        var owner = await Person.WithAsync(app, "sam", [AccessRole.Coordinator], unit);
        await owner.AddAuthenticatorAsync(app.Clock.GetUtcNow());
        return owner;
    }

    private static async Task<HttpClient> SystemAsync(TestApp app, Person owner, params (string, string)[] says) => System(app, await MakeAsync(owner, says));

    private static HttpClient System(TestApp app, string text)
    {
        var system = app.Visit(handlesCookies: false);
        system.DefaultRequestHeaders.Add("X-Test-Nobody", "true");
        system.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        return system;
    }

    private static async Task<string> MakeAsync(Person owner, params (string, string)[] says)
    {
        using var answer = await owner.SubmitAsync("/account/tokens/new", "/account/tokens/new", [.. Filled(says)]);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Stop));
        return (page.QuerySelector(".one-time") ?? throw new InvalidOperationException(page.QuerySelector("main")!.TextContent)).TextContent;
    }

    private static IEnumerable<(string, string)> Filled(params (string Name, string Value)[] says) =>
        says.Concat(new[] { ("name", "Statistik"), ("until", "2026-02-13"), ("writes", "false"), ("unit", ""), ("networks", "") }.Where(f => says.All(s => s.Name != f.Item1)));

    private static async Task<int> StatusAsync(HttpClient system, string address)
    {
        using var answer = await system.GetAsync(new Uri(address, UriKind.Relative), Stop);
        return (int)answer.StatusCode;
    }

    private static async Task RefusedAsync(HttpClient system, string told)
    {
        using var answer = await system.GetAsync(new Uri("/api/incidents", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.Contains(told, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<List<string>> SeenAsync(HttpClient system) =>
        [.. JsonDocument.Parse(await system.GetStringAsync(new Uri("/api/incidents", UriKind.Relative), Stop)).RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("summary").GetString()!).Order(StringComparer.Ordinal)];

    private static Task<Outcome> KeeperAsync(TestApp app, Func<AccountKeeper, GenomlysDb, Task<Outcome>> act) => app.Use(async services =>
    {
        var outcome = await act(services.GetRequiredService<AccountKeeper>(), Everything(services));
        Assert.True(outcome.IsDone, outcome.Problem);
        return outcome;
    });
}

using System.Text;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Access;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 15: what a browser sends counts only when it comes from a page of ours that was made for whoever sends it; what is only looked at stays as it was; no other site may read an answer.</summary>
[Trait("Bar", "15")]
public sealed class ForgeryTests
{
    /// <summary>Nobody writes there by hand: he is refused before his form is looked at.</summary>
    private static readonly Area[] WrittenByNobody = [Area.Accounts, Area.SecurityLog, Area.AuditLog, Area.ProtectedRecords];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Without_ones_own_token_nothing_is_taken(string provider)
    {
        await using var app = TestApp.On(provider);
        var records = await app.PlantAsync("FORM");
        using var victim = await Visit.AsAsync(app, "offer", Enum.GetValues<AccessRole>());
        using var other = await Visit.AsAsync(app, "annan", Enum.GetValues<AccessRole>());
        var (own, ownCookie) = await victim.TokenAsync();
        var (foreign, foreignCookie) = await other.TokenAsync();
        var forms = Endpoints.Of(app).Where(e => e is { Changes: true, IsApi: false }).ToList();
        Assert.True(forms.Count > 100);
        var before = await app.DigestsAsync();
        List<string> wrong = [];
        foreach (var form in forms)
            foreach (var (how, field, cookie) in new[]
            {
                ("no token", "", ownCookie), ("no cookie", own, ""), ("nothing", "", ""), ("another's token", foreign, ownCookie), ("another's token and cookie", foreign, foreignCookie), ("own token, another's cookie", own, foreignCookie), ("noise", "CfDJ8AAAA", ownCookie),
            })
            {
                using var content = new FormUrlEncodedContent(field is "" ? [new("name", "x")] : [new("name", "x"), new(Visit.TokenField, field)]);
                using var answer = await victim.AskAsync(HttpMethod.Post, form.Filled(records), content, cookie);
                var status = (int)answer.StatusCode;
                if (status is not 400 && !(status is 403 && form.Rule is { Need: Need.Write or Need.Import, Area: { } area } && WrittenByNobody.Contains(area)))
                    wrong.Add($"{form} with {how}: {status}");
            }
        Bar.None(15, provider, wrong, "forms taken without a token, with noise or with another's");
        Bar.None(15, provider, Endpoints.Changed(before, await app.DigestsAsync(), "security_events", "audit_events", "audit_leaves", "audit_checkpoints"), "tables that such forms changed, but for the security log that tells of refusals");
    }

    /// <summary>The same forms are looked at when the token is right: what is refused above is refused for the token.</summary>
    [Fact]
    public async Task With_ones_own_token_forms_are_looked_at()
    {
        await using var app = new TestApp();
        using var visit = await Visit.AsAsync(app, "egen", Enum.GetValues<AccessRole>());
        var (own, cookie) = await visit.TokenAsync();
        foreach (var address in new[] { "/preferences", "/incidents/new", "/accounts/new" })
        {
            using var content = new FormUrlEncodedContent([new("name", "x"), new(Visit.TokenField, own)]);
            using var answer = await visit.AskAsync(HttpMethod.Post, address, content, cookie);
            Assert.NotEqual(400, (int)answer.StatusCode);
            Assert.NotEqual(403, (int)answer.StatusCode);
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_another_site_sends_is_refused_and_none_may_read(string provider)
    {
        await using var app = TestApp.On(provider);
        var records = await app.PlantAsync("SITE");
        using var victim = await Visit.AsAsync(app, "offer", Enum.GetValues<AccessRole>());
        var (own, cookie) = await victim.TokenAsync();
        var before = await app.DigestsAsync();
        var (taken, readable) = (new List<string>(), new List<string>());
        foreach (var endpoint in Endpoints.Of(app))
            foreach (var (header, value) in new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "http://localhost.evil.example"), ("Origin", "https://localhost:8443") })
            {
                HttpContent? content = !endpoint.Changes ? null : endpoint.IsApi ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([new(Visit.TokenField, own)]);
                using var answer = await victim.AskAsync(new HttpMethod(endpoint.Method), endpoint.Filled(records), content, cookie, r => r.Headers.TryAddWithoutValidation(header, value));
                if (endpoint.Changes && (int)answer.StatusCode is not 403)
                    taken.Add($"{endpoint} with {header}: {value} gives {(int)answer.StatusCode}");
                if (answer.Headers.Any(h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)))
                    readable.Add($"{endpoint}");
                if (!endpoint.Changes)
                    break;
            }
        foreach (var endpoint in Endpoints.Of(app).DistinctBy(e => e.Route))
        {
            using var asked = await victim.AskAsync(HttpMethod.Options, endpoint.Filled(records), also: r =>
            {
                r.Headers.Add("Origin", "https://evil.example");
                r.Headers.Add("Access-Control-Request-Method", "POST");
            });
            if (asked.IsSuccessStatusCode || asked.Headers.Any(h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)))
                readable.Add($"OPTIONS {endpoint.Route}");
        }
        Bar.None(15, provider, taken, "changes taken from another site");
        Bar.None(15, provider, readable, "answers that another site may read");
        Bar.None(15, provider, Endpoints.Changed(before, await app.DigestsAsync(), "security_events", "audit_events", "audit_leaves", "audit_checkpoints"), "tables changed by another site");
    }

    /// <summary>Rule 12 of docs/house.md. A visit is noted once a minute, and a refusal in the log, whose tree grows by the minute; here the clock stands still.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Looking_changes_nothing(string provider)
    {
        await using var app = TestApp.On(provider);
        var records = await app.PlantAsync("LÄST");
        using var visit = await Visit.AsAsync(app, "läsare", Enum.GetValues<AccessRole>());
        var addresses = Endpoints.Of(app).Where(e => !e.Changes).Select(e => e.Filled(records)).Distinct().ToList();
        Assert.True(addresses.Count > 150);
        var before = await app.DigestsAsync();
        Assert.True(before.Values.Distinct().Count() > 15);   // there is something in most tables
        var answered = 0;
        foreach (var address in addresses)
        {
            using var everything = await app.Browser.GetAsync(address, Stop);
            using var signedIn = await visit.AskAsync(HttpMethod.Get, address);
            answered += everything.IsSuccessStatusCode ? 1 : 0;
        }
        Assert.True(answered > addresses.Count / 2);
        Bar.None(15, provider, Endpoints.Changed(before, await app.DigestsAsync(), "security_events", "audit_events", "audit_leaves", "audit_checkpoints"), "tables that GET changed, but for the security log that tells of refusals");
    }
}

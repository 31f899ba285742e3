using System.Net.Http.Headers;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Accounts;
using Genomlys.Tests.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Bars;

/// <summary>Someone who has signed in by more than a password, put into the database as signing in leaves it: without the seconds that passwords cost. Sends the cookies it is told to and keeps none.</summary>
internal sealed class Visit(TestApp app, Id<Account> account, string key) : IDisposable
{
    public const string TokenField = "__RequestVerificationToken";
    private readonly HttpClient browser = app.Visit(handlesCookies: false);

    public Id<Account> Account => account;
    public string Cookie => $"genomlys={key}";
    public string Key => key;

    public static async Task<Visit> AsAsync(TestApp app, string name, params AccessRole[] roles)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var id = Id<Account>.New();
        await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var (db, now) = (services.GetRequiredService<GenomlysDb>(), app.Clock.GetUtcNow());
            db.Add(new Account { Id = id, SignInName = name, Name = $"Namn {name}", CreatedAt = now });
            await db.SaveChangesAsync();
            foreach (var role in roles)
            {
                var given = Person.Role(id, role, null, db.Today);
                given.Approve(null, now);
                db.Add(given);
            }
            db.Add(new Session { KeyHash = Convert.ToHexString(SHA256.HashData(key)), AccountId = id, Stage = SessionStage.SignedIn, StartedAt = now, SeenAt = now, ProvedAt = now, IsStrong = true });
            return await db.SaveChangesAsync();
        });
        return new Visit(app, id, WebEncoders.Base64UrlEncode(key));
    }

    /// <summary>Asks with the cookie of the visit, and those said besides.</summary>
    public Task<HttpResponseMessage> AskAsync(HttpMethod method, string address, HttpContent? content = null, string cookies = "", Action<HttpRequestMessage>? also = null) => SendAsync(browser, method, address, content, cookies is "" ? Cookie : $"{Cookie}; {cookies}", also);

    public async Task<int> StatusAsync(string address)
    {
        using var answer = await AskAsync(HttpMethod.Get, address);
        return (int)answer.StatusCode;
    }

    /// <summary>The token that a page of his holds, and the cookie that belongs to it.</summary>
    public async Task<(string Field, string Cookie)> TokenAsync(string page = "/account")
    {
        using var answer = await AskAsync(HttpMethod.Get, page);
        return (TokenIn(await answer.Content.ReadAsStringAsync()), CookieIn(answer.Headers));
    }

    public static string TokenIn(string html) => new HtmlParser().ParseDocument(html).QuerySelector($"input[name={TokenField}]")!.GetAttribute("value")!;

    public static string CookieIn(HttpResponseHeaders headers) => headers.GetValues("Set-Cookie").Single(c => c.Contains("Antiforgery", StringComparison.OrdinalIgnoreCase)).Split(';')[0];

    /// <summary>As nobody but what its cookies say: a test that says nothing else may do everything.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string address, HttpContent? content, string cookies, Action<HttpRequestMessage>? also = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("X-Test-Nobody", "true");
        if (cookies is not "")
            request.Headers.Add("Cookie", cookies);
        also?.Invoke(request);
        return await browser.SendAsync(request);
    }

    public void Dispose() => browser.Dispose();
}

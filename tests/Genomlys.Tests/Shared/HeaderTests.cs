using System.Net;
using Genomlys.Tests.Accounts;

namespace Genomlys.Tests.Shared;

/// <summary>What the headers of an answer say, word by word: over TLS as a browser meets it.</summary>
public sealed class HeaderTests
{
    private static readonly Uri Secure = new("https://localhost/");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("/"), InlineData("/genomlys.css"), InlineData("/api/incidents"), InlineData("/incidents/export.csv"), InlineData("/no/such/page")]
    public async Task The_browser_is_told_what_it_may(string href)
    {
        await using var app = new TestApp();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Secure, href)) { Headers = { { "Origin", "https://ond.example" } } };
        using var answer = await app.Browser.SendAsync(request, Stop);
        var policy = Said(answer, "Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries);
        foreach (var part in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'" })
            Assert.Contains(part, policy);
        Assert.Equal("nosniff", Said(answer, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Said(answer, "Referrer-Policy"));
        Assert.StartsWith("max-age=31536000", Said(answer, "Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, InlineData("/incidents/export.csv"), InlineData("/incidents/export.xlsx")]
    public async Task A_file_comes_as_a_file_under_a_name_of_ours(string href)
    {
        await using var app = new TestApp();
        using var answer = await app.Browser.GetAsync(href, Stop);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.EndsWith(href[^4..], answer.Content.Headers.ContentDisposition?.FileName, StringComparison.Ordinal);
    }

    [Theory, InlineData("TRACE", "/"), InlineData("GET", "/lib/"), InlineData("GET", "/.git/config"), InlineData("GET", "/appsettings.json"), InlineData("GET", "/../appsettings.json"), InlineData("GET", "/api/")]
    public async Task What_is_not_offered_is_not_answered(string method, string href)
    {
        await using var app = new TestApp();
        using var request = new HttpRequestMessage(new HttpMethod(method), href);
        using var answer = await app.Browser.SendAsync(request, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest, $"{method} {href}: {answer.StatusCode}");
    }

    [Fact]
    public async Task The_cookies_of_a_visit_and_of_forms_are_for_TLS_and_no_script()
    {
        await using var app = new TestApp();
        using var person = new Person(app, "sam");
        person.Browser.BaseAddress = Secure;
        using var page = await person.Browser.GetAsync(new Uri("/sign-in", UriKind.Relative), Stop);
        using var signedOut = await person.SubmitAsync("/sign-in", "/sign-in/passkey/options");   // begins a visit of nobody
        var cookies = page.Headers.GetValues("Set-Cookie").Concat(signedOut.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(cookies, c => c.StartsWith("__Host-genomlys=", StringComparison.Ordinal) && !c.StartsWith("__Host-genomlys=;", StringComparison.Ordinal));
        foreach (var cookie in cookies)
            Assert.Superset(new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "secure", "httponly" }, cookie.Split(';', StringSplitOptions.TrimEntries).Select(a => a.ToLowerInvariant()).ToHashSet(StringComparer.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Contains(c.Split(';', StringSplitOptions.TrimEntries), a => a.StartsWith("samesite=", StringComparison.OrdinalIgnoreCase) && !a.EndsWith("none", StringComparison.OrdinalIgnoreCase)));
    }

    private static string Said(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}

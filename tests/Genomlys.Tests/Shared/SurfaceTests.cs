using System.Net;
using AngleSharp.Html.Parser;
using Genomlys.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>What holds for every answer of the program.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Always = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/genomlys.css", HttpStatusCode.OK)]
    [InlineData("GET", "/incidents/export.csv", HttpStatusCode.OK)]
    [InlineData("GET", "/api/incidents", HttpStatusCode.OK)]
    [InlineData("GET", "/api/incidents?no-such-field=1", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/preferences", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/incidents/new", HttpStatusCode.BadRequest)]
    public async Task Every_answer_tells_the_browser_to_trust_only_us(string method, string href, HttpStatusCode status)
    {
        await using var app = new TestApp();
        using var request = new HttpRequestMessage(new HttpMethod(method), href);
        using var response = await app.Browser.SendAsync(request, Stop);
        Assert.Equal(status, response.StatusCode);
        Assert.All(Always, name => Assert.True(response.Headers.Contains(name), $"{href} lacks {name}."));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task What_was_shown_is_kept_by_nobody_and_what_is_ours_may_be()
    {
        await using var app = new TestApp();
        foreach (var href in new[] { "/", "/incidents", "/incidents/export.xlsx", "/api/incidents", "/no/such/page" })
        {
            using var page = await app.Browser.GetAsync(href, Stop);
            Assert.True(page.Headers.CacheControl?.NoStore, href);
        }
        using var file = await app.Browser.GetAsync("/genomlys.css", Stop);
        Assert.Null(file.Headers.CacheControl);
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.SeeOther)]
    [InlineData("none", HttpStatusCode.SeeOther)]
    [InlineData("", HttpStatusCode.SeeOther)]
    public async Task A_form_that_another_site_sends_is_refused_even_with_a_token(string site, HttpStatusCode status)
    {
        await using var app = new TestApp();
        var form = (await app.PageAsync("/")).QuerySelector("form.language")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent([
                .. form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)),
                KeyValuePair.Create("language", "en-GB")]),
        };
        if (site is not "")
            request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await app.Browser.SendAsync(request, Stop);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status is HttpStatusCode.SeeOther, response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("lis.example.org", HttpStatusCode.BadRequest)]
    public async Task A_name_that_the_program_was_not_given_is_not_answered(string name, HttpStatusCode status)
    {
        await using var app = new TestApp();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = name } };
        using var response = await app.Browser.SendAsync(request, Stop);
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task The_names_are_given_one_by_one_and_never_all_at_once()
    {
        await using var named = new TestHost("Sqlite", ("AllowedHosts", "lis.example.org;localhost"));
        using var browser = named.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "lis.example.org" } };
        using var response = await browser.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        await using var any = new TestHost("Sqlite", ("AllowedHosts", "*"));
        Assert.Contains("AllowedHosts", Assert.Throws<SettingException>(any.Visit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_holds_a_script_a_style_or_a_handler_of_its_own()
    {
        await using var app = new TestApp();
        var pages = await app.Use(services => Task.FromResult(services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.Parameters.Count is 0 && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(e => $"/{e.RoutePattern.RawText!.TrimStart('/')}").Distinct().ToList()));
        Assert.True(pages.Count > 40);
        foreach (var href in pages)
        {
            using var response = await app.Browser.GetAsync(href, Stop);
            if (response.Content.Headers.ContentType?.MediaType is not "text/html")
                continue;
            var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Stop));
            Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], iframe, object, embed").Select(e => $"{href}: {e.OuterHtml}"));
            Assert.Empty(page.All.SelectMany(e => e.Attributes).Where(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)).Select(a => $"{href}: {a.Name}"));
        }
    }
}

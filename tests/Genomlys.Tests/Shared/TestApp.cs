using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>The whole program on an empty database, with a clock the test holds.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public static readonly string? Postgres = Environment.GetEnvironmentVariable("GENOMLYS_TEST_POSTGRES");
    private readonly TestHost host;

    public TestClock Clock => host.Clock;
    public IConfiguration Configuration => host.Services.GetRequiredService<IConfiguration>();
    internal TestHost Host => host;
    public HttpClient Browser { get; }

    public TestApp(string provider = "Sqlite")
    {
        host = TestHosts.Take(provider);
        Browser = host.Visit();
    }

    private TestApp(TestHost own)
    {
        host = own;
        Browser = host.Visit();
        IsSpent = true;
    }

    /// <summary>With settings of its own, which no other test may meet.</summary>
    public static TestApp With(string provider, params (string Key, string Value)[] settings)
    {
        Assert.SkipWhen(provider == "PostgreSQL" && Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        return new TestApp(new TestHost(provider, settings));
    }

    /// <summary>Another browser on the same program.</summary>
    public HttpClient Visit(bool handlesCookies = true) => host.Visit(handlesCookies);

    /// <summary>A database that the test runs on: SQLite always, PostgreSQL when configured.</summary>
    public static TestApp On(string provider)
    {
        Assert.SkipWhen(provider == "PostgreSQL" && Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        return new TestApp(provider);
    }

    public async Task<IHtmlDocument> PageAsync(string href, string viewer = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, href);
        request.Headers.Add("X-Test-Path", viewer);
        using var response = await Browser.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{href}: {(int)response.StatusCode} {html}");
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>Fills in a page's form and sends it, as a browser would.</summary>
    public async Task<(HttpResponseMessage Response, IHtmlDocument Page)> SubmitAsync(string href, Dictionary<string, string> fields, string? act = null, string form = "main form", (string Name, byte[] Content)? file = null)
    {
        var page = await PageAsync(href);
        var said = page.QuerySelectorAll($"{form} input[type=hidden], {form} input:not([type=file]), {form} textarea").Select(i => (Name: i.GetAttribute("name"), Value: i is IHtmlTextAreaElement t ? t.Value : ((IHtmlInputElement)i).Value))
            .Concat(page.QuerySelectorAll($"{form} select").OfType<IHtmlSelectElement>().Select(s => (Name: (string?)s.Name, Value: s.Value ?? "")))
            .Where(f => f.Name is not null).DistinctBy(f => f.Name).ToDictionary(f => f.Name!, f => f.Value);
        foreach (var (name, value) in fields)
            said[name] = value;
        if (act is not null)
            said["act"] = act;
        HttpContent content = new FormUrlEncodedContent(said);
        if (file is not null)
        {
            var parts = new MultipartFormDataContent();
            foreach (var (name, value) in said)
                parts.Add(new StringContent(value), name);
            parts.Add(new ByteArrayContent(file.Value.Content), "file", file.Value.Name);
            content = parts;
        }
        var action = page.QuerySelector(form)!.GetAttribute("action") ?? href;
        var response = await Browser.PostAsync(action, content);
        return (response, new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>Everything that was stored is gone, and it is the first day again.</summary>
    public void StartAfresh() => host.StartAfresh();

    public void Use(Action<IServiceProvider> act)
    {
        using var scope = host.Services.CreateScope();
        act(scope.ServiceProvider);
    }

    public async Task<T> Use<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    /// <summary>Of a test that changes the program itself, not only its data: no other test may meet it.</summary>
    public bool IsSpent { get; init; }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        if (IsSpent)
            await host.DisposeAsync();
        else
            TestHosts.Return(host);
    }
}

using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Genomlys.Tests.Shared;

/// <summary>The whole program on an empty database, with a clock the test holds.</summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly SqliteConnection keepAlive;
    private readonly WebApplicationFactory<Program> factory;
    private readonly Action drop = () => { };
    public TestClock Clock { get; } = new(new DateTimeOffset(2025, 11, 15, 8, 0, 0, TimeSpan.Zero));
    public HttpClient Browser { get; }

    public TestApp(string provider = "Sqlite", string? connection = null)
    {
        if (provider == "PostgreSQL")
            (connection, drop) = NewDatabase(connection!);
        connection ??= $"Data Source={Guid.CreateVersion7():N};Mode=Memory;Cache=Shared";
        keepAlive = new SqliteConnection(provider == "Sqlite" ? connection : "Data Source=:memory:");
        keepAlive.Open();
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Database:Provider", provider)
            .UseSetting("Database:Connection", connection)
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Update", "None")   // a refused save is an answer here
            .ConfigureTestServices(services => services
                .AddSingleton<TimeProvider>(Clock)
                .AddHttpContextAccessor()
                .AddScoped(s => ViewerOf(s.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers))));
        Use(services => services.GetRequiredService<GenomlysDb>().Database.Migrate());
        Browser = factory.CreateClient(new() { AllowAutoRedirect = false });
    }

    /// <summary>A database that the test runs on: SQLite always, PostgreSQL when configured.</summary>
    public static TestApp On(string provider)
    {
        var postgres = Environment.GetEnvironmentVariable("GENOMLYS_TEST_POSTGRES");
        Assert.SkipWhen(provider == "PostgreSQL" && postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        return new TestApp(provider, provider == "PostgreSQL" ? postgres : null);
    }

    /// <summary>A test says who asks: the part of the organisation, and the clearance.</summary>
    private static Viewer ViewerOf(IHeaderDictionary? headers) => new()
    {
        Path = headers?["X-Test-Path"].ToString() ?? "",
        Clearance = Enum.TryParse<Secrecy>(headers?["X-Test-Clearance"], out var clearance) ? clearance : Secrecy.Restricted,
    };

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

    public void Use(Action<IServiceProvider> act)
    {
        using var scope = factory.Services.CreateScope();
        act(scope.ServiceProvider);
    }

    public async Task<T> Use<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = factory.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await keepAlive.DisposeAsync();
        drop();
    }

    private static (string, Action) NewDatabase(string server)
    {
        var name = $"genomlys_{Guid.CreateVersion7():N}";
        Run($"CREATE DATABASE {name}");
        return (new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString, () => Run($"DROP DATABASE {name} WITH (FORCE)"));

        void Run(string sql)
        {
            using var connection = new NpgsqlConnection(server);
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }
}

using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Shared;

/// <summary>The whole program, on a database of its own that is emptied for each test.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 15, 8, 0, 0, TimeSpan.Zero);
    private readonly TestDatabase database;
    private readonly WebApplicationFactory<Program> factory;

    public string Provider { get; }
    public TestClock Clock { get; } = new(Start);
    public IServiceProvider Services => factory.Services;

    public TestHost(string provider, params (string Key, string Value)[] settings)
    {
        Provider = provider;
        database = TestDatabase.Of(provider);
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => settings.Aggregate(host, (set, one) => set.UseSetting(one.Key, one.Value))
            .UseSetting("Database:Provider", provider)
            .UseSetting("Database:Connection", database.Connection)
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore.Update", "None")   // a refused save is an answer here
            .UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", "Error")   // the test server has no limit to set on a body; the program's own is tested
            .ConfigureTestServices(services => services
                .AddSingleton<TimeProvider>(Clock)
                .AddHttpContextAccessor()
                .AddScoped(s => ViewerOf(s.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers))));
    }

    /// <summary>A browser that remembers nothing.</summary>
    public HttpClient Visit() => factory.CreateClient(new() { AllowAutoRedirect = false });

    public void StartAfresh()
    {
        database.Empty();
        Clock.TurnTo(Start);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        database.Dispose();
    }

    /// <summary>A test says who asks: the part of the organisation, and the clearance.</summary>
    private static Viewer ViewerOf(IHeaderDictionary? headers) => new()
    {
        Path = headers?["X-Test-Path"].ToString() ?? "",
        Clearance = Enum.TryParse<Secrecy>(headers?["X-Test-Clearance"], out var clearance) ? clearance : Secrecy.Restricted,
    };
}

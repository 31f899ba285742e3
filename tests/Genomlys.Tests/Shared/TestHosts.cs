using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Genomlys.Tests.Shared.TestHosts))]

namespace Genomlys.Tests.Shared;

/// <summary>
/// Running programs that wait for the next test. To start one costs seconds, most of it for its routes; to empty its database costs little,
/// so there are as many as there are tests at once, and each has served one test at a time.
/// </summary>
public sealed class TestHosts : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<TestHost>> Waiting = [];

    public static TestHost Take(string provider)
    {
        if (!OfProvider(provider).TryTake(out var host))
            return new TestHost(provider);
        host.StartAfresh();
        return host;
    }

    public static void Return(TestHost host) => OfProvider(host.Provider).Add(host);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Waiting.Values.SelectMany(h => h))
            await host.DisposeAsync();
        SqliteTestDatabase.Forget();
        PostgresTestDatabase.Forget();
    }

    private static ConcurrentBag<TestHost> OfProvider(string provider) => Waiting.GetOrAdd(provider, _ => []);
}

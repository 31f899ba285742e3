using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Bars;

/// <summary>Bars 1 to 3: who may what, asked of the running program and held against what was written by hand.</summary>
public sealed class MatrixTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    [Trait("Bar", "2")]
    public async Task Everyone_gets_what_the_table_says_and_nothing_of_others(string provider)
    {
        Assert.SkipWhen(provider == "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        await using var host = new TestHost(provider);
        if (provider is "PostgreSQL")
            host.Postgres.BeStrict();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var matrix = new Matrix(host, await MatrixWorld.PlantAsync(host));
        var planted = clock.Elapsed;
        try { await matrix.RunAsync(); } finally {
        File.WriteAllLines($"/tmp/w/matrix-{provider}.txt", [.. matrix.Untried, .. matrix.Deviations, $"{matrix.Probes} {planted} {clock.Elapsed}"]); }
        Assert.Empty(matrix.Untried);
        Assert.Empty(matrix.Deviations);
    }
}

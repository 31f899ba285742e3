using System.Diagnostics;
using System.Globalization;
using Genomlys.Shared.Data;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Genomlys.Tests.Commands;

/// <summary>
/// Bar 25, its kills: whoever is killed while he builds the tables is followed by one who finishes it, with nobody's help, and what comes of it is what it would have been.
/// <c>GENOMLYS_MIGRATION_KILLS</c> says how often; <c>checks/nightly</c> asks for 50.
/// </summary>
[Trait("Bar", "25")]
public sealed class KilledMigrationTests : IDisposable
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("GENOMLYS_MIGRATION_KILLS") ?? "1", CultureInfo.InvariantCulture);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-killed-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task On_the_embedded_database_the_next_start_finishes_what_was_begun() => await TryAsync("Sqlite", n =>
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.FullName, $"{n}")).FullName, "genomlys.db");
        return Task.FromResult<(Dictionary<string, string>, Func<Task<string>>)>((new() { ["Database__Connection"] = $"Data Source={file}" }, () => AskAsync(new SqliteConnection($"Data Source={file};Pooling=False"),
            "SELECT group_concat(type || name || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_master ORDER BY type, name)")));
    });

    [Fact]
    public async Task On_PostgreSQL_the_next_start_finishes_what_was_begun()
    {
        Assert.SkipWhen(TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        var made = new List<string>();
        try
        {
            await TryAsync("PostgreSQL", async n =>
            {
                var name = $"genomlys_killed_{Guid.CreateVersion7():N}";
                made.Add(name);
                await AskAsync(new NpgsqlConnection(TestApp.Postgres), $"CREATE DATABASE {name}");
                var connection = new NpgsqlConnectionStringBuilder(TestApp.Postgres) { Database = name, Pooling = false }.ConnectionString;
                return (new() { ["Database__Provider"] = "PostgreSQL", ["Database__Connection"] = connection, ["Keys__Folder"] = Path.Combine(folder.FullName, $"keys-{n}") }, () => AskAsync(new NpgsqlConnection(connection), """
                    SELECT string_agg(said, E'\n' ORDER BY said) FROM (
                        SELECT table_name || '.' || column_name || ' ' || data_type AS said FROM information_schema.columns WHERE table_schema = 'public'
                        UNION ALL SELECT tablename || ' ' || policyname || ' ' || coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies
                        UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
                        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public') all_of_it
                    """));
            });
        }
        finally
        {
            foreach (var name in made)
                await AskAsync(new NpgsqlConnection(TestApp.Postgres), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
    }

    private async Task TryAsync(string database, Func<int, Task<(Dictionary<string, string> Settings, Func<Task<string>> Shape)>> fresh)
    {
        var (settings, shape) = await fresh(0);
        var from = Stopwatch.GetTimestamp();
        Assert.Equal(0, await MigrateAsync(settings, null));
        var (took, wanted) = (Stopwatch.GetElapsedTime(from), await shape());
        var (random, wrong, killed) = (new Random(25), new List<string>(), 0);
        for (var n = 1; killed < Kills; n++)
        {
            (settings, shape) = await fresh(n);
            var after = took * (0.3 + (0.7 * random.NextDouble()));   // the first third is the runtime's own start
            if (await MigrateAsync(settings, after) is 0)
                continue;   // it was done before it could be killed
            killed++;
            if (await MigrateAsync(settings, null) is not 0)
                wrong.Add($"killed after {after.TotalMilliseconds:0} ms, and the next start did not finish");
            else if (await shape() != wanted)
                wrong.Add($"killed after {after.TotalMilliseconds:0} ms, and the tables are not what they should be");
        }
        Bar.None(25, database, wrong, "kills inside a migration after which the next start does not finish it", 25);
    }

    private static async Task<int> MigrateAsync(Dictionary<string, string> settings, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GenomlysDb).Assembly.Location, "migrate"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        using var program = Process.Start(start)!;
        var (_, _) = (program.StandardError.ReadToEndAsync(Stop), program.StandardOutput.ReadToEndAsync(Stop));
        if (killAfter is { } after)
        {
            await Task.Delay(after, Stop);
            program.Kill(entireProcessTree: true);
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            await program.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            program.Kill(entireProcessTree: true);   // it waits for ever, which is what must not be
            return -1;
        }
        return program.ExitCode;
    }

    private static async Task<string> AskAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync(Stop);
            await using var ask = connection.CreateCommand();
            ask.CommandText = sql;
            return $"{await ask.ExecuteScalarAsync(Stop)}";
        }
    }
}

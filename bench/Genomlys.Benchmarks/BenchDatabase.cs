using Npgsql;

namespace Genomlys.Benchmarks;

/// <summary>The database of a measurement: a file, or one on the server that GENOMLYS_TEST_POSTGRES names, where the program comes in as a role for whom row security holds.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private const string App = "genomlys_bench_app";
    private readonly string? name;

    private BenchDatabase(string folder, string connection, string? owner, string? name) => (Folder, Connection, Owner, this.name) = (folder, connection, owner, name);

    /// <summary>Where the program keeps its keys and works.</summary>
    public string Folder { get; }
    public string Connection { get; }

    /// <summary>Of the owner of the tables, on PostgreSQL.</summary>
    public string? Owner { get; }

    private static string? Server => Environment.GetEnvironmentVariable("GENOMLYS_TEST_POSTGRES");

    public static BenchDatabase File(string path) => new(Path.GetDirectoryName(path)!, $"Data Source={path}", null, null);

    /// <summary>The same on both databases, where there is a server.</summary>
    public static async Task EachAsync(Bench bench, string part, Func<string, BenchDatabase, Task> measure)
    {
        using (var file = File(bench.Work.File($"{part}.db")))
            await measure("SQLite", file);
        using var server = Postgres(bench.Work.File(part));
        if (server is null)
            Bench.Say($"{part} on PostgreSQL: not measured, for GENOMLYS_TEST_POSTGRES is not set");
        else
            await measure("PostgreSQL", server);
    }

    /// <summary>Null where there is no server.</summary>
    private static BenchDatabase? Postgres(string folder)
    {
        if (Server is not { Length: > 0 } server)
            return null;
        var made = $"genomlys_bench_{Guid.CreateVersion7():N}";
        Run($"DO $$ BEGIN CREATE ROLE {App} LOGIN PASSWORD '{App}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        Run($"CREATE DATABASE {made}");
        return new BenchDatabase(Directory.CreateDirectory(folder).FullName,
            new NpgsqlConnectionStringBuilder(server) { Database = made, Username = App, Password = App }.ConnectionString, new NpgsqlConnectionStringBuilder(server) { Database = made }.ConnectionString, made);
    }

    /// <summary>How the program is told of it.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
        [("Database__Connection", Connection), .. Owner is null ? [] : new[] { ("Database__Provider", "PostgreSQL"), ("Database__OwnerConnection", Owner), ("Keys__Folder", Folder) }];

    public void Dispose()
    {
        if (name is null)
            return;
        NpgsqlConnection.ClearAllPools();
        Run($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}

using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Tests.Shared;

/// <summary>A database with the program's tables and nothing in them. The migrations run once; what they leave is copied.</summary>
public abstract class TestDatabase : IDisposable
{
    public abstract string Connection { get; }

    /// <summary>As the migrations left it, whatever was done to it.</summary>
    public abstract void Empty();

    public abstract void Dispose();

    public static TestDatabase Of(string provider) => provider switch
    {
        "Sqlite" => new SqliteTestDatabase(),
        "PostgreSQL" => new PostgresTestDatabase(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}

/// <summary>In memory, under a name; it lives as long as one connection is open.</summary>
internal sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<SqliteConnection> Migrated = new(Migrate);
    private readonly SqliteConnection keepAlive;

    public override string Connection { get; } = Named($"{Guid.CreateVersion7():N}");

    public SqliteTestDatabase()
    {
        keepAlive = new SqliteConnection(Connection);
        Empty();
    }

    public override void Empty()
    {
        Dispose();
        keepAlive.Open();
        lock (Migrated)
            Migrated.Value.BackupDatabase(keepAlive);
    }

    public override void Dispose()
    {
        keepAlive.Close();
        SqliteConnection.ClearPool(keepAlive);
    }

    public static void Forget()
    {
        if (Migrated.IsValueCreated)
            Migrated.Value.Dispose();
    }

    private static SqliteConnection Migrate()
    {
        var template = new SqliteConnection(Named($"{Guid.CreateVersion7():N}"));
        template.Open();
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite(template.ConnectionString);
        using var db = new SqliteDb(options.Options, Viewer.Program, RegisterBook.Of(Modules.All), TimeProvider.System);
        db.Database.Migrate();
        return template;
    }

    private static string Named(string name) => $"Data Source={name};Mode=Memory;Cache=Shared";
}

/// <summary>On the server that GENOMLYS_TEST_POSTGRES names.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private static readonly Lazy<string> Migrated = new(Migrate);
    private readonly string name = $"genomlys_{Guid.CreateVersion7():N}";

    public override string Connection => To(name);

    public PostgresTestDatabase() => Create();

    public override void Empty()
    {
        Dispose();
        Create();
    }

    public override void Dispose() => Drop(name);

    public static void Forget()
    {
        if (Migrated.IsValueCreated)
            Drop(Migrated.Value);
    }

    private void Create()
    {
        lock (Migrated)   // a template is copied by one at a time
            Run($"CREATE DATABASE {name} TEMPLATE {Migrated.Value}");
    }

    private static string Migrate()
    {
        var template = $"genomlys_{Guid.CreateVersion7():N}";
        Run($"CREATE DATABASE {template}");
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.OnPostgres(new NpgsqlConnectionStringBuilder(To(template)) { Pooling = false }.ConnectionString);   // who holds a template open keeps it from being copied
        using var db = new PostgresDb(options.Options, Viewer.Program, RegisterBook.Of(Modules.All), TimeProvider.System);
        db.Database.Migrate();
        return template;
    }

    private static void Drop(string name)
    {
        using (var pooled = new NpgsqlConnection(To(name)))
            NpgsqlConnection.ClearPool(pooled);
        Run($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static string To(string name) => new NpgsqlConnectionStringBuilder(TestApp.Postgres) { Database = name }.ConnectionString;

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(TestApp.Postgres);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}

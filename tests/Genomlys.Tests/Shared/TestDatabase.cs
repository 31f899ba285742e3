using System.Diagnostics;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Genomlys.Tests.Shared;

/// <summary>A database with the program's tables and nothing in them. The migrations run once; what they leave is copied.</summary>
public abstract class TestDatabase : IDisposable
{
    public abstract string Connection { get; }

    /// <summary>Of the owner of the tables, where that is another.</summary>
    public virtual string? OwnerConnection => null;

    /// <summary>As the migrations left it, whatever was done to it.</summary>
    public abstract void Empty();

    public abstract void Dispose();

    /// <summary>A review follows a template, so there are some wherever there is a program.</summary>
    protected static void PlantTemplates(GenomlysDb db)
    {
        new TemplateSeed().PlantAsync(db, default, default).GetAwaiter().GetResult();
        db.SaveChanges();
    }

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
    private const int Locked = 6, Primary = 0xff;   // SQLITE_LOCKED, and what of a code is not detail
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
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
        for (var since = Stopwatch.StartNew(); !TryFill(); Thread.Sleep(10))
            if (since.Elapsed > Patience)
                throw new InvalidOperationException("Somebody still reads what the test before has left.");
    }

    /// <summary>Not yet, when the program has answered the last of the test before and still reads its database.</summary>
    private bool TryFill()
    {
        try
        {
            lock (Migrated)
                Migrated.Value.BackupDatabase(keepAlive);
            return true;
        }
        catch (SqliteException busy) when ((busy.SqliteErrorCode & Primary) is Locked)
        {
            return false;
        }
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
        AppendOnly.ApplyAsync(db, default).GetAwaiter().GetResult();
        PlantTemplates(db);
        return template;
    }

    private static string Named(string name) => $"Data Source={name};Mode=Memory;Cache=Shared";
}

/// <summary>
/// On the server that GENOMLYS_TEST_POSTGRES names, with the roles an installation has: one owns the tables, the program comes in as another, for whom row security holds.
/// What <see cref="TestViewers"/> may is known to the database too; where it must know nothing but accounts and their roles, <see cref="BeStrict"/> says so.
/// </summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private const string Owner = "genomlys_test_owner", App = "genomlys_test_app";
    private static readonly Lazy<string> Migrated = new(Migrate);
    private readonly string name = $"genomlys_{Guid.CreateVersion7():N}";

    public override string Connection => To(name, App);
    public override string OwnerConnection => To(name, Owner);

    /// <summary>Of the server's own superuser, for whom there are no walls.</summary>
    public string Unwalled => To(name);

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

    /// <summary>As in an installation: nobody but those with accounts and roles.</summary>
    public void BeStrict()
    {
        using var db = At(OwnerConnection);
        RowSecurity.ApplyAsync(db, RowRights, App, default).GetAwaiter().GetResult();
    }

    private void Create()
    {
        lock (Migrated)   // a template is copied by one at a time
            Run($"CREATE DATABASE {name} TEMPLATE {Migrated.Value} OWNER {Owner}");
    }

    private static string Migrate()
    {
        var template = $"genomlys_{Guid.CreateVersion7():N}";
        foreach (var role in new[] { Owner, App })
            Run($"""
                DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD '{role}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
                """);
        Run($"CREATE DATABASE {template} OWNER {Owner}");
        using var db = At(To(template, Owner));
        db.Database.Migrate();
        AppendOnly.ApplyAsync(db, default).GetAwaiter().GetResult();
        PlantTemplates(db);
        Stamp.ForgetAsync(db, default).GetAwaiter().GetResult();
        RowSecurity.ApplyAsync(db, new AndTestViewers(RowRights), App, default).GetAwaiter().GetResult();
        return template;
    }

    private static PostgresDb At(string connection)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.OnPostgres(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);   // who holds a template open keeps it from being copied
        return new PostgresDb(options.Options, Viewer.Program, RegisterBook.Of(Modules.All), TimeProvider.System);
    }

    private static readonly IRowRights RowRights = Rights();

    private static IRowRights Rights()
    {
        var services = new ServiceCollection();
        foreach (var module in Modules.All)
            module.Register(new ModuleParts(services));
        return services.Select(s => s.ImplementationInstance).OfType<IRowRights>().Single();
    }

    /// <summary>Those whom tests make up: their account is that of the unit for which they may do everything, or the one that may do everything everywhere.</summary>
    private sealed class AndTestViewers(IRowRights rights) : IRowRights
    {
        public string Sql => $"""
            {rights.Sql}
            UNION ALL
            SELECT area, one, said.unit, true
            FROM unnest(ARRAY['{string.Join("', '", Enum.GetNames<Area>())}']) area,
                unnest(ARRAY['{string.Join("', '", Enum.GetValues<Rights>().Where(r => r is not Genomlys.Shared.Access.Rights.None))}']) one,
                (SELECT "Id" unit FROM units WHERE "Id"::text = current_setting('{RowContext.Account}', true)
                 UNION ALL SELECT NULL WHERE current_setting('{RowContext.Account}', true) IN ('{TestViewers.Account}', '{TestViewers.Named}', '{TestViewers.Other}')) said
            """;
    }

    private static void Drop(string name)
    {
        foreach (var connection in new[] { To(name), To(name, Owner), To(name, App) })
            using (var pooled = new NpgsqlConnection(connection))
                NpgsqlConnection.ClearPool(pooled);
        Run($"DROP DATABASE {name} WITH (FORCE)");
    }

    private static string To(string name) => new NpgsqlConnectionStringBuilder(TestApp.Postgres) { Database = name }.ConnectionString;

    private static string To(string name, string role) => new NpgsqlConnectionStringBuilder(TestApp.Postgres) { Database = name, Username = role, Password = role }.ConnectionString;

    private static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(TestApp.Postgres);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}

using System.Data.Common;
using System.Runtime.CompilerServices;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Idempotency;
using Genomlys.Shared.Registers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Genomlys.Shared.Data;

/// <summary>Which database the program runs on, as configured: <c>Database:Provider</c> (Sqlite or PostgreSQL) and <c>Database:Connection</c>;
/// on PostgreSQL perhaps <c>Database:OwnerConnection</c>, for whoever owns the tables and changes them.</summary>
internal static class Databases
{
    /// <summary>Where the embedded database lies unless it is said.</summary>
    public const string Embedded = "Data Source=genomlys.db";

    private const string Migrations = "__EFMigrationsHistory";

    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var (isPostgres, connection) = Configured(configuration);
        if (isPostgres)
            services.AddDbContext<GenomlysDb, PostgresDb>(o => o.OnPostgres(connection));
        else
            services.AddDbContext<GenomlysDb, SqliteDb>(o => o.OnSqlite(connection));
    }

    /// <summary>On PostgreSQL whoever reads a page keeps one connection for all that he asks: each that is taken must be told anew who asks. Whoever sends something does not, for he may take his time.</summary>
    public static void UseOneConnection(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if ((HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && http.GetEndpoint() is not null && http.RequestServices.GetRequiredService<GenomlysDb>() is PostgresDb db)
            await db.Database.OpenConnectionAsync(http.RequestAborted);
        await next(http);
    });

    /// <summary>The database by itself, without what is mapped on it.</summary>
    public static DbConnection Connect(IConfiguration configuration)
    {
        var (isPostgres, connection) = Configured(configuration);
        return isPostgres ? Postgres(connection) : new SqliteConnection(connection);
    }

    /// <summary>Whether the program comes in as someone for whom row security does not hold.</summary>
    public static async Task<bool> IsWallPassedAsync(IConfiguration configuration, CancellationToken stop)
    {
        if (!Configured(configuration).IsPostgres)
            return false;
        await using var connection = Connect(configuration);
        await connection.OpenAsync(stop);
        return await RowSecurity.IsPassedByAsync(connection, stop);
    }

    // By itself, so that its library is loaded only where it is used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DbConnection Postgres(string connection) => new NpgsqlConnection(connection);

    /// <summary>Puts the model together, which takes most of the time to the first page. It is the same for every context of the database.</summary>
    public static void BuildModel(IConfiguration configuration, RegisterBook registers)
    {
        var (isPostgres, connection) = Configured(configuration);
        using GenomlysDb db = isPostgres
            ? Alone((DbContextOptions<PostgresDb>)new DbContextOptionsBuilder<PostgresDb>().OnPostgres(connection).Options, registers)
            : Alone((DbContextOptions<SqliteDb>)new DbContextOptionsBuilder<SqliteDb>().OnSqlite(connection).Options, registers);
        _ = db.Model;
    }

    /// <summary>Outside a running program.</summary>
    internal static SqliteDb Alone(DbContextOptions<SqliteDb> options, RegisterBook registers) => new(options, Access.Viewer.Program, registers, TimeProvider.System);

    internal static PostgresDb Alone(DbContextOptions<PostgresDb> options, RegisterBook registers) => new(options, Access.Viewer.Program, registers, TimeProvider.System);

    private static (bool IsPostgres, string Connection) Configured(IConfiguration configuration) => (configuration["Database:Provider"] ?? "Sqlite") switch
    {
        "Sqlite" => (false, configuration["Database:Connection"] ?? Embedded),
        "PostgreSQL" => (true, configuration["Database:Connection"] ?? ""),
        var other => throw new SettingException(Words.Kernel.Format("NoSuchProvider", other)),
    };

    public static DbContextOptionsBuilder OnSqlite(this DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, o => o.MigrationsHistoryTable(Migrations).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new SafeSqlite(), new SwedishOrder(), new KeepUnchanging(), new KeepRegisters(), new KeepIdempotency(), new KeepAudit(), new KeepScope());

    public static DbContextOptionsBuilder OnPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, o => o.MigrationsHistoryTable(Migrations)).AddInterceptors(new KeepUnchanging(), new KeepRegisters(), new KeepIdempotency(), new KeepAudit(), new KeepScope(), new RowContext());

    /// <summary>Brings the tables up to date, as their owner; on PostgreSQL with the wall around their rows, and with the program's own role let in. Gives back the owner's context.</summary>
    public static async Task<GenomlysDb> MigrateAsync(GenomlysDb db, IConfiguration configuration, IRowRights rights, CancellationToken stop)
    {
        var owner = AsOwner(db, configuration);
        await BringUpAsync(owner, configuration, rights, stop);
        return owner;
    }

    /// <summary>The same, as the owner that is given.</summary>
    internal static async Task BringUpAsync(GenomlysDb owner, IConfiguration configuration, IRowRights rights, CancellationToken stop)
    {
        await Guards.HoldSchemaAsync(owner, stop);
        if (owner is PostgresDb server)
            await BringUpServerAsync(server, configuration, rights, stop);
        else
            await BringUpFileAsync(owner, configuration, stop);
    }

    private static async Task BringUpFileAsync(GenomlysDb db, IConfiguration configuration, CancellationToken stop)
    {
        await using var alone = Keys.DatabaseFile(configuration) is { } file ? await FileLock.WaitAsync(file + ".migrating", stop) : null;
        await ForgetLockAsync(db, stop);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = wal", stop);   // Entity Framework says it only where it makes the file, and to ask for the stamp has made it; without it a power cut undoes the last change
        await Stamp.ForgetAsync(db, stop);
        await db.Database.MigrateAsync(stop);
        await AppendOnly.ApplyAsync(db, stop);
    }

    /// <summary>Whoever was killed while he changed the tables left his lock behind, and everyone after him would wait for ever; now that we are alone it is nobody's.</summary>
    private static async Task ForgetLockAsync(GenomlysDb db, CancellationToken stop)
    {
        if (await db.Database.SqlQuery<int>($"""SELECT count(*) AS "Value" FROM sqlite_master WHERE name = '__EFMigrationsLock'""").SingleAsync(stop) > 0)
            await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsLock" """, stop);
    }

    // By itself, as above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task BringUpServerAsync(PostgresDb owner, IConfiguration configuration, IRowRights rights, CancellationToken stop)
    {
        owner.Database.SetCommandTimeout(0);   // a large table takes its time, and so does another program that does the same
        await owner.Database.OpenConnectionAsync(stop);
        await owner.Database.ExecuteSqlRawAsync("SELECT pg_advisory_lock(hashtext('genomlys_tables'))", stop);
        await Stamp.ForgetAsync(owner, stop);
        if ((await owner.Database.GetPendingMigrationsAsync(stop)).Any())
            await RowSecurity.TakeDownAsync(owner, stop);
        await owner.Database.MigrateAsync(stop);
        await AppendOnly.ApplyAsync(owner, stop);
        await RowSecurity.ApplyAsync(owner, rights, new NpgsqlConnectionStringBuilder(Configured(configuration).Connection).Username, stop);
        await owner.Database.ExecuteSqlRawAsync("SELECT pg_advisory_unlock(hashtext('genomlys_tables'))", stop);
        await owner.Database.CloseConnectionAsync();
        owner.Database.SetCommandTimeout(null);
    }

    /// <summary>The database as whoever owns its tables, who alone changes them; where that is nobody else, on a connection of its own.</summary>
    internal static GenomlysDb AsOwner(GenomlysDb db, IConfiguration configuration) => db is PostgresDb ? Owner(configuration, db.Registers) : db;

    /// <summary>As the owner of a server's tables, with nothing else of a running program.</summary>
    internal static PostgresDb Owner(IConfiguration configuration, RegisterBook registers) =>
        Alone((DbContextOptions<PostgresDb>)new DbContextOptionsBuilder<PostgresDb>().OnPostgres(configuration["Database:OwnerConnection"] is { Length: > 0 } owner ? owner : Configured(configuration).Connection).Options, registers);
}

/// <summary>For <c>dotnet ef</c>, which writes the migrations of both databases.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite("Data Source=:memory:");
        return Databases.Alone(options.Options, RegisterBook.Of(Modules.All));
    }
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.OnPostgres("Host=localhost");
        return Databases.Alone(options.Options, RegisterBook.Of(Modules.All));
    }
}

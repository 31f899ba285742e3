using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Genomlys.Shared.Data;

/// <summary>Which database the program runs on, as configured: <c>Database:Provider</c> (Sqlite or PostgreSQL) and <c>Database:Connection</c>.</summary>
internal static class Databases
{
    private const string Migrations = "__EFMigrationsHistory";

    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration["Database:Connection"] ?? "Data Source=genomlys.db";
        switch (configuration["Database:Provider"] ?? "Sqlite")
        {
            case "Sqlite":
                services.AddDbContext<GenomlysDb, SqliteDb>(o => o.OnSqlite(connection));
                break;
            case "PostgreSQL":
                services.AddDbContext<GenomlysDb, PostgresDb>(o => o.OnPostgres(connection));
                break;
            case var other:
                throw new NotSupportedException($"Database:Provider is '{other}'; it can be Sqlite or PostgreSQL.");
        }
    }

    public static DbContextOptionsBuilder OnSqlite(this DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, o => o.MigrationsHistoryTable(Migrations).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new SwedishOrder(), new KeepRegisters());

    public static DbContextOptionsBuilder OnPostgres(this DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, o => o.MigrationsHistoryTable(Migrations)).AddInterceptors(new KeepRegisters());
}

/// <summary>For <c>dotnet ef</c>, which writes the migrations of both databases.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite("Data Source=:memory:");
        return new SqliteDb(options.Options, new Access.Viewer(), RegisterBook.Of(Modules.All), TimeProvider.System);
    }
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.OnPostgres("Host=localhost");
        return new PostgresDb(options.Options, new Access.Viewer(), RegisterBook.Of(Modules.All), TimeProvider.System);
    }
}

using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Tests.AuditLog;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Commands;

/// <summary>
/// Bar 25, its way forward: a later version changes tables that are full, behind their walls and under their triggers, and nothing of what was in them is lost.
/// Its migration does what migrations do: a column more, filled for every row, an index, and columns of another kind, those that the walls go by and those of the audit log among them.
/// </summary>
public sealed class UpgradeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL"), Trait("Bar", "25")]
    public async Task What_was_there_is_there_in_a_later_version(string provider)
    {
        await using var app = provider is "Sqlite" ? new TestApp { IsSpent = true } : TestApp.With(provider);
        var planted = await FillAsync(app);
        await Logged.SignAsync(app);
        await using var now = Open(app, provider, later: false);
        await using var later = Open(app, provider, later: true);
        var (columns, shape) = (await ColumnsAsync(now, provider), await ShapeAsync(now, provider));
        var before = await DigestsAsync(now, columns);
        await Stamp.SetAsync(now, Stop);

        await Databases.BringUpAsync(later, app.Configuration, app.Host.Services.GetRequiredService<IRowRights>(), Stop);

        var after = await DigestsAsync(later, columns);
        var lost = columns.Keys.Where(t => after[t] != before[t]).Select(t => $"{t} does not say what it said").ToList();
        lost.AddRange(shape.Except(await ShapeAsync(later, provider)).Select(s => $"gone: {s}"));
        var filled = await later.Database.SqlQueryRaw<int>("""SELECT CAST(count(*) AS int) AS "Value" FROM incidents WHERE "Later" = CAST("Id" AS text) """).SingleAsync(Stop);
        if (filled != planted)
            lost.Add($"{planted - filled} of {planted} incidents were not reached by the migration");
        if (await Logged.VerifyAsync(app) is { IsSound: false } verdict)
            lost.AddRange(verdict.Faults);
        using (var answer = await app.Browser.GetAsync("/incidents", Stop))
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        if (await Stamp.IsCurrentAsync(app.Configuration, Stop))
            lost.Add("were it stopped now, the version before would not look again");
        Bar.None(25, provider, lost, "losses of a filled database that a later version has changed");
        Assert.Contains("START-SCHEMA", (await Assert.ThrowsAsync<SettingException>(() => Guards.HoldSchemaAsync(now, Stop))).Message, StringComparison.Ordinal);
    }

    /// <summary>Some records of each register, in two parts of the organisation. How many incidents there are.</summary>
    private static Task<int> FillAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var planting = new Planting(services, reusesShared: true);
        foreach (var unit in await Planting.UnitsAsync(db, "A/", "B/"))
            foreach (var register in db.Registers.All)
                await planting.TryRecordAsync(register, unit, $"Åska {unit.Code}", 0);
        Assert.True(await db.Set<AuditEvent>().CountAsync(Stop) > 40);
        return await db.Set<Incident>().IgnoreQueryFilters().CountAsync(Stop);
    });

    private static GenomlysDb Open(TestApp app, string provider, bool later)
    {
        var (ours, connection) = (app.Host.Services.GetRequiredService<Genomlys.Shared.Registers.RegisterBook>(), app.Configuration[provider is "Sqlite" ? "Database:Connection" : "Database:OwnerConnection"]!);
        if (provider is "Sqlite")
        {
            var options = new DbContextOptionsBuilder<SqliteDb>();
            options.OnSqlite(connection);
            return Databases.Alone((later ? options.ReplaceService<IMigrationsAssembly, WithLater<LaterOnSqlite>>() : options).Options, ours);
        }
        var server = new DbContextOptionsBuilder<PostgresDb>();
        server.OnPostgres(connection);
        return Databases.Alone((later ? server.ReplaceService<IMigrationsAssembly, WithLater<LaterOnPostgres>>() : server).Options, ours);
    }

    // ---- What is there

    private static async Task<Dictionary<string, string[]>> ColumnsAsync(GenomlysDb db, string provider) =>
        (await AskAsync(db, provider is "Sqlite"
            ? "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.name"
            : "SELECT table_name::text, column_name::text FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT starts_with(table_name, '__') ORDER BY 1, 2"))
        .GroupBy(row => row[0], row => row[1]).ToDictionary(t => t.Key, t => t.ToArray());

    /// <summary>What guards and finds the rows: triggers, walls, indexes.</summary>
    private static async Task<string[]> ShapeAsync(GenomlysDb db, string provider) =>
        [.. (await AskAsync(db, provider is "Sqlite" ? "SELECT type || ' ' || name || ' on ' || tbl_name FROM sqlite_master WHERE type IN ('trigger', 'index')" : """
            SELECT tablename || ' ' || policyname || ' ' || cmd || ' ' || permissive FROM pg_policies
            UNION ALL SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT relname || ' has walls ' || relrowsecurity || ' ' || relforcerowsecurity FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            UNION ALL SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public'
            """)).Select(row => row[0])];

    private static async Task<Dictionary<string, string>> DigestsAsync(GenomlysDb db, Dictionary<string, string[]> columns)
    {
        var digests = new Dictionary<string, string>();
        foreach (var (table, names) in columns)
        {
            var rows = await AskAsync(db, $"SELECT {string.Join(", ", names.Select(n => $"\"{n}\""))} FROM \"{table}\"");
            digests[table] = $"{rows.Count} {Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => string.Join('\t', r)).Order(StringComparer.Ordinal)))))}";
        }
        Assert.True(digests.Values.Count(d => !d.StartsWith("0 ", StringComparison.Ordinal)) > 20);
        return digests;
    }

    private static async Task<List<string[]>> AskAsync(GenomlysDb db, string sql)
    {
        await db.Database.OpenConnectionAsync(Stop);   // by the context, which says who asks
        await using var ask = db.Database.GetDbConnection().CreateCommand();
        ask.CommandText = sql;
        var rows = new List<string[]>();
        await using (var read = await ask.ExecuteReaderAsync(Stop))
            while (await read.ReadAsync(Stop))
                rows.Add([.. Enumerable.Range(0, read.FieldCount).Select(i => Text(read, i))]);
        await db.Database.CloseConnectionAsync();
        return rows;
    }

    private static string Text(DbDataReader row, int column) => row.GetValue(column) switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        Array many => string.Join(',', many.Cast<object>()),
        var one => Convert.ToString(one, CultureInfo.InvariantCulture) ?? "",
    };

    // ---- The later version

    private const string Id = "00000000000002_Later";

    private static void Change(MigrationBuilder to, string text)
    {
        to.AddColumn<string>("Later", "incidents", text, nullable: true);
        to.Sql("""UPDATE incidents SET "Later" = CAST("Id" AS text) """);
        to.CreateIndex("IX_incidents_Later", "incidents", "Later");
        to.AlterColumn<string>("Name", "systems", text, nullable: true, oldType: "character varying(200)", oldClrType: typeof(string));
        to.AlterColumn<string>("Role", "role_assignments", text, nullable: false, oldType: "character varying(40)", oldClrType: typeof(string));   // the walls go by it
        to.AlterColumn<string>("Secrecy", "complaints", text, nullable: false, oldType: "character varying(40)", oldClrType: typeof(string));         // by this too
        to.AlterColumn<string>("Reason", "audit_events", text, nullable: false, oldType: "character varying(400)", oldClrType: typeof(string));     // written once
    }

    [Migration(Id)]
    private sealed class LaterOnSqlite : Genomlys.Shared.Data.Migrations.Sqlite.Initial
    {
        protected override void Up(MigrationBuilder migrationBuilder) => Change(migrationBuilder, "TEXT");
    }

    [Migration(Id)]
    private sealed class LaterOnPostgres : Genomlys.Shared.Data.Migrations.Postgres.Initial
    {
        protected override void Up(MigrationBuilder migrationBuilder) => Change(migrationBuilder, "text");
    }

#pragma warning disable EF1001   // what else knows a later version than this one?
    private sealed class WithLater<M>(ICurrentDbContext context, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> logger) : MigrationsAssembly(context, options, ids, logger) where M : Migration
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations { get => field ??= new SortedDictionary<string, TypeInfo>(base.Migrations.ToDictionary(), StringComparer.Ordinal) { [Id] = typeof(M).GetTypeInfo() }; }
    }
#pragma warning restore EF1001
}

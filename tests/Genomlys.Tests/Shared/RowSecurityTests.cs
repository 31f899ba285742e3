using Genomlys.Accounts.Roles;
using Genomlys.DataProtection;
using Genomlys.Incidents;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Genomlys.Tests.Shared;

/// <summary>The third wall by itself: straight at PostgreSQL, past every filter of ours.</summary>
public sealed class RowSecurityTests
{
    /// <summary>Tables that signing in must read before it knows who asks. Nobody's business is in them.</summary>
    private static readonly string[] ReadByAnyone = ["accounts", "role_assignments", "unit_closures", "units"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_table_that_has_a_scope_has_a_wall_that_holds_for_its_owner_too()
    {
        await using var app = TestApp.On("PostgreSQL");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var meant = db.Registers.Filters(db).Where(f => f.Name.StartsWith(Register.Scope, StringComparison.Ordinal)).Select(f => db.Model.FindEntityType(f.Rows)!.GetTableName()!).Append("unit_closures").Distinct().Order(StringComparer.Ordinal).ToList();
            Assert.True(meant.Count > 20);
            var walled = await AskAsync(app.Host.Postgres.Unwalled, """
                SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
                    AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive) IN (2, 4) ORDER BY relname COLLATE "C"
                """);
            Assert.Equal(meant, walled);
            var classed = await AskAsync(app.Host.Postgres.Unwalled, """
                SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive) = 3 ORDER BY relname COLLATE "C"
                """);
            Assert.Equal(db.Registers.All.Where(r => r.IsGuarded).Select(r => db.Model.FindEntityType(r.RecordType)!.GetTableName()!).Append("deadlines").Order(StringComparer.Ordinal), classed);
            Assert.Equal(RowSecurity.Policies(db).Select(p => p.Table.Trim('"')).Distinct().Order(StringComparer.Ordinal), walled);
            return 0;
        });
    }

    /// <summary>A recommendation has a column that its links have too: the wall asks the link's own.</summary>
    [Fact]
    public async Task Links_between_recommendations_are_made_and_seen_by_those_who_may()
    {
        await using var app = TestApp.On("PostgreSQL");
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            viewer.BeProgram();
            var unit = (await Planting.UnitsAsync(db, "A/"))[0].Id;
            var (earlier, later) = (Of(2024), Of(2025));
            db.AddRange(earlier, later);
            await db.SaveChangesAsync(Stop);
            await viewer.HoldAsync(db, (AccessRole.DataProtectionOfficer, unit, true));
            db.ChangeTracker.Clear();
            db.Add(new RecommendationLink { LaterId = later.Id, EarlierId = earlier.Id });
            await db.SaveChangesAsync(Stop);
            Assert.Equal(1, await db.Set<RecommendationLink>().CountAsync(Stop));
            return 0;

            Recommendation Of(int year) => new() { Id = Id<Recommendation>.New(), Year = year, Number = 1, Risk = $"Risk {year}", UnitId = unit };
        });
    }

    [Fact]
    public async Task Who_says_nothing_sees_nothing_and_writes_nothing_and_nothing_is_left_on_a_connection()
    {
        await using var app = TestApp.On("PostgreSQL");
        var tables = await PlantAsync(app);
        foreach (var connection in new[] { app.Host.Postgres.Connection, app.Host.Postgres.OwnerConnection })   // the same pool as the program's own
            foreach (var table in tables.Except(ReadByAnyone))
            {
                Assert.Equal("0", (await AskAsync(connection, $"SELECT count(*) FROM {table}")).Single());
                Assert.Equal(0, await RunAsync(connection, $"DELETE FROM {table}"));
            }
        foreach (var table in ReadByAnyone.Except(["accounts"]))
            Assert.Equal(0, await RunAsync(app.Host.Postgres.Connection, $"DELETE FROM {table}"));
        Assert.NotEqual("0", (await AskAsync(app.Host.Postgres.Unwalled, "SELECT count(*) FROM incidents")).Single());
        var copied = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(app.Host.Postgres.OwnerConnection,
            $"SELECT set_config('{RowContext.Program}', 'true', false); CREATE TEMPORARY TABLE kept AS SELECT * FROM incidents; SELECT set_config('{RowContext.Program}', '', false); INSERT INTO incidents SELECT * FROM kept"));
        Assert.Contains("row-level security", copied.MessageText, StringComparison.Ordinal);
    }

    /// <summary>For every role, held for a unit alone, for what lies below it, or for all: what PostgreSQL lets through is exactly what the filters do.</summary>
    [Fact]
    public async Task The_database_lets_through_what_the_filters_do()
    {
        await using var app = TestApp.On("PostgreSQL");
        app.Host.Postgres.BeStrict();
        await PlantAsync(app);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var units = await db.Units.AsNoTracking().OrderBy(u => u.Path).ToListAsync(Stop);
            var (sums, all) = (new HashSet<int>(), new List<string>());
            foreach (var role in Enum.GetValues<AccessRole>())
                foreach (var (unit, below) in new (Id<Unit>?, bool)[] { (null, true), (units[0].Id, true), (units[0].Id, false), (units[1].Id, true), (units[^1].Id, true) })
                {
                    if (RolePolicy.IsForAll(role) && unit is not null)
                        continue;
                    await viewer.HoldAsync(db, (role, unit, below));
                    db.ChangeTracker.Clear();
                    foreach (var rows in db.Registers.Filters(db).Where(f => f.Name.StartsWith(Register.Scope, StringComparison.Ordinal)).Select(f => f.Rows).Distinct())
                    {
                        var (filtered, walled) = await ((Task<(int, int)>)GetType().GetMethod(nameof(CountsAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(rows).Invoke(null, [db])!);
                        sums.Add(walled);
                        if (filtered != walled && !ReadByAnyone.Contains(db.Model.FindEntityType(rows)!.GetTableName()))
                            all.Add($"{role} {units.Find(u => u.Id == unit)?.Path} below={below} {rows.Name}: the filters {filtered}, the wall {walled}");
                    }
                }
            Assert.Empty(all);
            Assert.True(sums.Count > 3);
            return 0;
        });
    }

    [Fact]
    public async Task A_right_ends_in_the_database_when_it_ends()
    {
        await using var app = TestApp.On("PostgreSQL");
        app.Host.Postgres.BeStrict();
        await PlantAsync(app);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            await viewer.HoldAsync(db, (AccessRole.Director, null, true));
            var account = new Id<Genomlys.Accounts.Account>(viewer.Account!.Value);
            var all = await SeenAsync();
            Assert.True(all > 0);
            await AsOwnerAsync($"""UPDATE role_assignments SET "ApprovedAt" = NULL WHERE "AccountId" = '{account}'""", 0);
            await AsOwnerAsync($"""UPDATE role_assignments SET "ApprovedAt" = now() WHERE "AccountId" = '{account}'""", all);
            await AsOwnerAsync($"""UPDATE role_assignments SET "Until" = "From" - 1, "From" = "From" - 1 WHERE "AccountId" = '{account}'""", 0);
            await AsOwnerAsync($"""UPDATE role_assignments SET "Until" = "From" + 1, "From" = "From" + 1 WHERE "AccountId" = '{account}'""", all);
            await AsOwnerAsync($"""UPDATE accounts SET "DisabledAt" = now() WHERE "Id" = '{account}'""", 0);
            await AsOwnerAsync($"""UPDATE accounts SET "DisabledAt" = NULL WHERE "Id" = '{account}'""", all);
            await AsOwnerAsync($"""UPDATE role_assignments SET "EndedAt" = now() WHERE "AccountId" = '{account}'""", 0);
            return 0;

            Task<int> SeenAsync() => db.Incidents.IgnoreQueryFilters([Register.Scope]).CountAsync(Stop);

            async Task AsOwnerAsync(string change, int then)
            {
                Assert.Equal(1, await RunAsync(app.Host.Postgres.Unwalled, change));
                Assert.Equal(then, await SeenAsync());
            }
        });
    }

    /// <summary>Past the register's own checks and past the wall at the save: one statement straight at the table.</summary>
    [Fact]
    public async Task Nothing_is_written_outside_ones_reach_by_plain_SQL()
    {
        await using var app = TestApp.On("PostgreSQL");
        app.Host.Postgres.BeStrict();
        await PlantAsync(app);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var units = await db.Units.AsNoTracking().OrderBy(u => u.Path).ToListAsync(Stop);
            await viewer.HoldAsync(db, (AccessRole.Director, null, true), (AccessRole.Manager, units[0].Id, false));   // reads all, writes for the first unit only
            var (own, others) = (units[0].Id.Value, units[^1].Id.Value);
            await using (db.Database.BeginTransaction())
            {
                var all = await db.Incidents.CountAsync(Stop);
                var changed = await db.Database.ExecuteSqlAsync($"""UPDATE incidents SET "Summary" = 'skrivet över'""", Stop);
                Assert.True(changed > 0 && changed < all);
            }
            Assert.Equal(0, await db.Database.ExecuteSqlAsync($"""DELETE FROM deadlines WHERE "UnitId" <> {own}""", Stop));
            foreach (var remove in new[] { "DELETE FROM incident_not_the_same", "DELETE FROM units", "DELETE FROM unit_closures", "DELETE FROM role_assignments", "DELETE FROM courses" })
                Assert.Equal(0, await db.Database.ExecuteSqlRawAsync(remove, Stop));
            await RefusedAsync($"""UPDATE incidents SET "UnitId" = '{others}' WHERE "UnitId" = '{own}'""");
            await RefusedAsync("INSERT INTO role_assignments SELECT * FROM role_assignments");
            using (db.BeyondReach())
                Assert.Equal(0, await db.Database.ExecuteSqlAsync($"""UPDATE incidents SET "Summary" = '' WHERE "UnitId" = {others}""", Stop));
            await viewer.HoldAsync(db, (AccessRole.Manager, units[0].Id, false));
            var seen = await db.Incidents.IgnoreQueryFilters([Register.Scope]).CountAsync(Stop);
            using (db.BeyondReach())
                Assert.True(await db.Incidents.IgnoreQueryFilters([Register.Scope]).CountAsync(Stop) > seen);
            Assert.Equal(seen, await db.Incidents.IgnoreQueryFilters([Register.Scope]).CountAsync(Stop));
            return 0;

            async Task RefusedAsync(string sql) =>
                Assert.Contains("row-level security", (await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, Stop))).MessageText, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Who_comes_in_past_the_wall_is_told_so()
    {
        await using var app = TestApp.On("PostgreSQL");
        Assert.False(await PassesAsync(app.Host.Postgres.Connection));
        Assert.False(await PassesAsync(app.Host.Postgres.OwnerConnection));
        Assert.True(await PassesAsync(app.Host.Postgres.Unwalled));

        static async Task<bool> PassesAsync(string connection)
        {
            await using var open = new NpgsqlConnection(connection);
            await open.OpenAsync(Stop);
            return await RowSecurity.IsPassedByAsync(open, Stop);
        }
    }

    /// <summary>A record in every register for each of some units; the tables that hold them.</summary>
    /// <summary>The officer's report is the officer's to write, and the management's own is not; for the coordinator it is the other way round.</summary>
    [Fact]
    public async Task A_row_of_a_kind_that_lies_apart_is_written_by_the_rights_of_its_own_area()
    {
        await using var app = TestApp.On("PostgreSQL");
        app.Host.Postgres.BeStrict();
        await PlantAsync(app);
        await app.Use(async services =>
        {
            var (db, viewer) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<Viewer>());
            var unit = (await db.Units.AsNoTracking().OrderBy(u => u.Path).FirstAsync(Stop)).Id;
            foreach (var (role, kind) in new[] { (AccessRole.DataProtectionOfficer, ReviewKind.DpoAnnualReport), (AccessRole.Coordinator, ReviewKind.ManagementReview) })
            {
                await viewer.HoldAsync(db, (role, unit, false));
                await using var transaction = await db.Database.BeginTransactionAsync(Stop);
                var (own, other) = ($"{kind}", $"{Enum.GetValues<ReviewKind>().Single(k => k != kind)}");
                Assert.Equal(1, await db.Database.ExecuteSqlAsync($"""UPDATE reviews SET "Reference" = 'skrivet' WHERE "Kind" = {own}""", Stop));
                Assert.Equal(0, await db.Database.ExecuteSqlAsync($"""UPDATE reviews SET "Reference" = 'skrivet' WHERE "Kind" = {other}""", Stop));
                Assert.Equal(role is AccessRole.DataProtectionOfficer ? 1 : 0, await db.Database.ExecuteSqlAsync($"""UPDATE review_texts SET "Markdown" = 'skrivet' WHERE "Place" = 'policies'""", Stop));
            }
            return 0;
        });
    }

    private static Task<List<string>> PlantAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        var units = await Planting.UnitsAsync(db, "A/", "A/B/", "C/");
        foreach (var (n, unit) in units.Index())
        {
            var planting = new Planting(services, reusesShared: n > 0);
            foreach (var register in db.Registers.All)
                await planting.RecordAsync(register, unit, $"P{n}", variant: n);
        }
        var template = await db.Templates.Where(t => t.Kind == ReviewKind.DpoAnnualReport).Select(t => t.Id).FirstAsync(Stop);
        foreach (var unit in units)
        {
            var report = new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = unit.Id, Year = 2025, Kind = ReviewKind.DpoAnnualReport, TemplateId = template, AsOf = new DateOnly(2025, 11, 15) };
            db.AddRange(report, new AuthorText { Id = Id<AuthorText>.New(), ReviewId = report.Id, Place = "policies" });
        }
        await db.SaveChangesAsync(Stop);
        db.ChangeTracker.Clear();
        var incidents = await db.Incidents.OrderBy(i => i.UnitId).ToListAsync(Stop);
        foreach (var (n, incident) in incidents.Index())
        {
            db.Add(new Genomlys.Shared.Deadlines.Deadline { Id = Id<Genomlys.Shared.Deadlines.Deadline>.New(), Duty = "d", Subject = "s", Href = "/", Area = Area.Incidents, UnitId = incident.UnitId, RecordId = incident.Id.Value, Secrecy = incident.Secrecy, StartedAt = default, DueAt = default });
            db.Add(new NotTheSame { Id = Id<NotTheSame>.New(), ReportId = incident.Id, FirstId = incidents[(n + 1) % incidents.Count].Id, DecidedAt = default });
        }
        await db.SaveChangesAsync(Stop);
        return RowSecurity.Policies(db).Select(p => p.Table.Trim('"')).Distinct().ToList();
    });

    private static async Task<(int Filtered, int Walled)> CountsAsync<R>(GenomlysDb db) where R : class =>
        (await db.Set<R>().IgnoreQueryFilters([Register.Live]).CountAsync(Stop), await db.Set<R>().IgnoreQueryFilters().CountAsync(Stop));

    private static async Task<List<string>> AskAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, open);
        await using var rows = await command.ExecuteReaderAsync(Stop);
        var found = new List<string>();
        while (await rows.ReadAsync(Stop))
            found.Add($"{rows[0]}");
        return found;
    }

    private static async Task<int> RunAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, open);
        return await command.ExecuteNonQueryAsync(Stop);
    }
}

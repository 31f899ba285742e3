using System.Globalization;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.AuditLog;

/// <summary>
/// Bar 13: whatever is done to whichever register, each save of a record has its event. A record's version says how often it was saved, and knows nothing of the log.
/// <c>GENOMLYS_AUDIT_COMMANDS</c> says how many are tried; <c>checks/nightly</c> asks for 100,000.
/// </summary>
[Trait("Bar", "13")]
public sealed class ModelTests
{
    private static readonly int Commands = int.Parse(Environment.GetEnvironmentVariable("GENOMLYS_AUDIT_COMMANDS") ?? "200", CultureInfo.InvariantCulture);
    private const int Seed = 13;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Each_of_many_changes_has_its_event(string provider)
    {
        await using var app = TestApp.On(provider);
        var (random, made) = (new Random(Seed), await PlantAsync(app));
        var (done, refused) = (0, 0);
        for (var n = 0; n < Commands; n++)
        {
            app.Clock.Pass(TimeSpan.FromSeconds(1));
            if (await app.Use(services => ActAsync(services, random, made[random.Next(made.Count)])))
                done++;
            else
                refused++;
        }
        Assert.True(done > Commands / 2, $"{done} done, {refused} refused");
        var wrong = await app.Use(async services =>
        {
            services.GetRequiredService<Viewer>().BeProgram();
            var db = services.GetRequiredService<GenomlysDb>();
            var told = await db.Set<AuditEvent>().IgnoreQueryFilters().Where(e => e.RecordId != null && (e.Kind == AuditKind.Created || e.Kind == AuditKind.Changed || e.Kind == AuditKind.Archived || e.Kind == AuditKind.Restored))
                .GroupBy(e => new { e.Register, e.RecordId }).Select(g => new { g.Key.Register, g.Key.RecordId, Count = g.Count() }).ToDictionaryAsync(g => (g.Register, g.RecordId!.Value), g => g.Count, Stop);
            return (await VersionsAsync(db)).Where(v => told.GetValueOrDefault(v.Key) != v.Value).Select(v => $"{v.Key.Register} {v.Key.Record}: saved {v.Value} times, told {told.GetValueOrDefault(v.Key)}").ToList();
        });
        Bar.None(13, provider, wrong, "records whose log does not tell of each save", Seed);
        await Logged.SignAsync(app);
        Assert.Empty((await Logged.VerifyAsync(app)).Faults);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Where_the_log_cannot_be_written_nothing_is_changed(string provider)
    {
        await using var app = TestApp.On(provider);
        var made = await PlantAsync(app);
        var before = await AsProgramAsync(app, VersionsAsync);
        await AsOwnerAsync(app, db => db.Database.ExecuteSqlRawAsync(db is SqliteDb
            ? "CREATE TRIGGER planted BEFORE INSERT ON audit_events BEGIN SELECT RAISE(ABORT, 'the log is down'); END"
            : "CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is down'; END $$; CREATE TRIGGER planted BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION planted();", Stop));
        try
        {
            var random = new Random(Seed);
            var refused = 0;
            for (var n = 0; n < 200; n++)
                try
                {
                    await app.Use(services => ActAsync(services, random, made[random.Next(made.Count)]));
                }
                catch (DbUpdateException)
                {
                    refused++;
                }
            Assert.True(refused > 100, $"{refused}");
            var (answer, _) = await app.SubmitAsync("/systems/new", new Dictionary<string, string> { ["reference"] = "S-ny", ["name"] = "Ny" });
            Assert.Equal(503, (int)answer.StatusCode);
            var changed = (await AsProgramAsync(app, VersionsAsync)).Except(before).Count();
            Bar.Hold(13, provider, changed, 0, changed is 0, "changes made while the log could not be written");
        }
        finally
        {
            await AsOwnerAsync(app, db => db.Database.ExecuteSqlRawAsync(db is SqliteDb ? "DROP TRIGGER planted" : "DROP TRIGGER planted ON audit_events; DROP FUNCTION planted()", Stop));
        }
    }

    /// <summary>A text is changed, archived, taken back; done says whether anything was.</summary>
    private static async Task<bool> ActAsync(IServiceProvider services, Random random, (string Register, Guid Id) record)
    {
        services.GetRequiredService<Viewer>().MayAll(null);
        var (db, register) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<RegisterBook>().All.Single(r => r.Name == record.Register));
        if (random.Next(5) is 0)
            return (await register.ArchiveAsync(db, record.Id, null, restore: false, db.Now, Stop)).Status is SaveStatus.Done
                && (random.Next(8) is 0 || (await register.ArchiveAsync(db, record.Id, null, restore: true, db.Now, Stop)).Status is SaveStatus.Done);
        var fields = register.Fields.Where(f => f is { IsGiven: true, CanChange: true, IsKey: false, Input: "text" or "textarea", IsReference: false }).ToList();
        return fields.Count > 0 && (await register.SaveAsync(db, record.Id, null, new Dictionary<string, object?> { [fields[random.Next(fields.Count)].Key] = $"Ändrad {random.Next(1000)}" }, db.Now, Stop)).Status is SaveStatus.Done;
    }

    private static Task<List<(string Register, Guid Id)>> PlantAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().MayAll(null);
        var db = services.GetRequiredService<GenomlysDb>();
        var units = await Planting.UnitsAsync(db, "A/", "B/");
        var (planting, made) = (new Planting(services), new List<(string, Guid)>());
        foreach (var register in services.GetRequiredService<RegisterBook>().All.Where(r => r.CanAdd))
            foreach (var (n, mark) in new[] { "Alfa", "Beta", "Gamma" }.Index())
                if (await planting.TryRecordAsync(register, units[n % 2], mark, n) is { } id)
                    made.Add((register.Name, id));
        return made;
    });

    private static Task<T> AsProgramAsync<T>(TestApp app, Func<GenomlysDb, Task<T>> ask) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return ask(services.GetRequiredService<GenomlysDb>());
    });

    private static Task AsOwnerAsync(TestApp app, Func<GenomlysDb, Task<int>> act) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var ours = services.GetRequiredService<GenomlysDb>();
        return await act(Databases.AsOwner(ours, app.Configuration));
    });

    /// <summary>How often each record of each register was saved.</summary>
    private static async Task<Dictionary<(string Register, Guid Record), int>> VersionsAsync(GenomlysDb db)
    {
        var all = new Dictionary<(string, Guid), int>();
        await db.Database.OpenConnectionAsync(Stop);
        foreach (var register in db.Registers.All.Where(r => r.RecordType != typeof(AuditEvent)))
        {
            await using var ask = db.Database.GetDbConnection().CreateCommand();
            var entity = db.Model.FindEntityType(register.RecordType)!;
            ask.CommandText = $"SELECT \"{entity.FindPrimaryKey()!.Properties[0].GetColumnName()}\", \"{Register.Version}\" FROM \"{entity.GetTableName()}\"";
            await using var rows = await ask.ExecuteReaderAsync(Stop);
            while (await rows.ReadAsync(Stop))
                all[(register.Name, rows.GetGuid(0))] = rows.GetInt32(1);
        }
        return all;
    }
}

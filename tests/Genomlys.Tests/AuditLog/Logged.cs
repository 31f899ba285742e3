using Genomlys.Assets;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.AuditLog;

/// <summary>A log to try things on.</summary>
internal static class Logged
{
    /// <summary>Made and changed by what a register itself does, so that there are values beside the events.</summary>
    public static Task<Guid> SystemAsync(TestApp app, string name, params string[] names) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().MayAll(null);
        var (db, register) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<RegisterBook>().Of(typeof(BusinessSystem))!);
        var saved = await register.SaveAsync(db, null, null, new Dictionary<string, object?> { ["reference"] = $"S-{name}", ["name"] = name }, db.Now, default);
        Assert.Equal(SaveStatus.Done, saved.Status);
        foreach (var next in names)
        {
            db.ChangeTracker.Clear();
            saved = await register.SaveAsync(db, saved.Id, null, new Dictionary<string, object?> { ["name"] = next }, db.Now, default);
            Assert.Equal(SaveStatus.Done, saved.Status);
        }
        return saved.Id;
    });

    public static Task<List<AuditEvent>> EventsAsync(TestApp app, Guid? record = null) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var db = services.GetRequiredService<GenomlysDb>();
        return await db.Set<AuditEvent>().AsNoTracking().IgnoreQueryFilters().Where(e => record == null || e.RecordId == record).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync();
    });

    public static Task<Checkpoint?> SignAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return await services.GetRequiredService<AuditTree>().CheckpointAsync(default, isWhole: true);
    });

    public static Task<AuditVerdict> VerifyAsync(TestApp app, params Checkpoint[] elsewhere) => app.Use(services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        return new AuditVerification(services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<AuditKey>(), services.GetRequiredService<Sealing>()).VerifyAsync(elsewhere, default);
    });

    /// <summary>A record of which something protected has been told, as its save would tell it.</summary>
    public static Task<Guid> ProtectedAsync(TestApp app) => app.Use(async services =>
    {
        services.GetRequiredService<Viewer>().BeProgram();
        var (db, record) = (services.GetRequiredService<GenomlysDb>(), Guid.CreateVersion7());
        KeepAudit.Tell(db, new AuditTold(AuditKind.Changed, "incidents", record, "", IsProtected: true));
        await db.SaveChangesAsync();
        return record;
    });

    /// <summary>What the verification says when someone who owns the database has done this to it; all is as before afterwards.</summary>
    public static async Task<AuditVerdict> TamperedAsync(TestApp app, IReadOnlyList<Checkpoint> elsewhere, params (string Sql, object[] Values)[] acts)
    {
        await using var scope = app.Host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Viewer>().BeProgram();
        var ours = services.GetRequiredService<GenomlysDb>();
        await using GenomlysDb db = ours is SqliteDb ? ours : new PostgresDb((DbContextOptions<PostgresDb>)new DbContextOptionsBuilder<PostgresDb>().OnPostgres(app.Host.Postgres.Unwalled).Options, Viewer.Program, ours.Registers, app.Clock);
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var table in AuditTables.AppendOnly)
            foreach (var lift in db is SqliteDb ? new[] { $"DROP TRIGGER {table}_no_update", $"DROP TRIGGER {table}_no_delete" } : [$"ALTER TABLE {table} DISABLE TRIGGER ALL"])
                await db.Database.ExecuteSqlRawAsync(lift);
        if (db is SqliteDb)
            await db.Database.ExecuteSqlRawAsync("PRAGMA defer_foreign_keys = ON");
        foreach (var (sql, values) in acts)
            Assert.True(await db.Database.ExecuteSqlRawAsync(sql, values) > 0, sql);
        var verdict = await new AuditVerification(db, services.GetRequiredService<AuditKey>(), services.GetRequiredService<Sealing>()).VerifyAsync(elsewhere, default);
        await transaction.RollbackAsync();
        return verdict;
    }
}

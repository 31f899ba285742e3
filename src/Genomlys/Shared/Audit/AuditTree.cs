using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Shared.Audit;

/// <summary>Grows the tree over what has been told since the last checkpoint, and signs its root.</summary>
public sealed class AuditTree(GenomlysDb db, AuditKey key)
{
    private const int Chunk = 5000;

    /// <summary>A change is told when it begins and is seen when it is through: none takes longer.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromDays(1);

    /// <summary>Null when nothing has been told since the last. Of two at once one waits for the other.</summary>
    internal async Task<Checkpoint?> CheckpointAsync(CancellationToken stop, bool isWhole = false)
    {
        await using var act = await db.Database.BeginTransactionAsync(stop);
        if (db.Database.GetDbConnection() is NpgsqlConnection)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('audit checkpoint'))", stop);   // SQLite has one writer anyway
        var last = await db.AuditCheckpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop);
        var tree = last is null ? new MerkleTree() : new MerkleTree(last.Size, last.Frontier);
        var from = last is null || isWhole ? DateTimeOffset.MinValue : last.At - LongestChange;
        using (var insert = new BulkInsert(db, db.Model.FindEntityType(typeof(AuditLeaf))!))
            for (List<AuditEvent> next; (next = await NextAsync(from, stop)).Count > 0;)
            {
                var rows = new List<object?[]>(next.Count);
                foreach (var told in next)
                {
                    rows.Add(insert.ValuesOf(db.Entry(new AuditLeaf { Position = tree.Size, EventId = told.Id, Hash = told.Leaf })));
                    tree.Add(told.Leaf);
                }
                await insert.RunAsync(rows, stop);
            }
        if (tree.Size == (last?.Size ?? 0))
            return null;
        var at = db.Now.ToMicroseconds;
        var unsigned = Checkpoint.Unsigned(tree.Size, tree.Root, at, key);
        var kept = new AuditCheckpoint { Size = tree.Size, Root = tree.Root, At = at, Signature = key.Sign(unsigned.Text), Frontier = tree.Frontier };
        db.Add(kept);
        await db.SaveChangesAsync(stop);
        await act.CommitAsync(stop);
        db.ChangeTracker.Clear();
        return Checkpoint.Of(kept, key);
    }

    /// <summary>The last one that was signed.</summary>
    internal async Task<Checkpoint?> LastAsync(CancellationToken stop) =>
        await db.AuditCheckpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(stop) is { } last ? Checkpoint.Of(last, key) : null;

    private Task<List<AuditEvent>> NextAsync(DateTimeOffset from, CancellationToken stop) =>
        Whole(db).Where(e => e.At >= from && !db.Set<AuditLeaf>().Any(l => l.EventId == e.Id)).OrderBy(e => e.At).ThenBy(e => e.Id).Take(Chunk).ToListAsync(stop);

    /// <summary>Every event there is, whatever the viewer may see: hashed, never shown.</summary>
    internal static IQueryable<AuditEvent> Whole(GenomlysDb db) => db.AuditEvents.AsNoTracking().IgnoreQueryFilters();
}

/// <summary>Signs a checkpoint every few minutes.</summary>
internal sealed class Checkpointing(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Checkpointing> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        var isWhole = true;   // what was told while nobody signed is found wherever it lies
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Access.Viewer>().BeProgram();
                await scope.ServiceProvider.GetRequiredService<AuditTree>().CheckpointAsync(stoppingToken, isWhole);
                isWhole = false;
            }
            catch (System.Data.Common.DbException busy)
            {
                logger.LogWarning(busy, "No checkpoint was signed; it is tried again.");
            }
    }
}

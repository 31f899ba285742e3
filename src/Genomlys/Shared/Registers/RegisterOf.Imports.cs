using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Registers;

/// <summary>What an import needs of a register: its way in, where a record comes from, and the way back.</summary>
public abstract partial class Register<T>
{
    private const int UndoChunk = 500, MostObstacles = 50;

    public override async Task<Provenance?> SourceAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        await OpenAsync(db, id, stop);
        return await Provenance.OfAsync(Only(db, id), db, stop);
    }

    internal override bool CanImport => KeyFields is not [];

    internal override Task<ImportOutcome> ImportAsync(GenomlysDb db, ImportOrder order, CancellationToken stop) => new Importing<T>(this, db, order).RunAsync(stop);

    internal Task FollowAsync(GenomlysDb db, CancellationToken stop) => ImportedAsync(db, stop);

    /// <summary>Why a row of a file may not touch this record: it belongs to others, or has been archived.</summary>
    internal string? Bars(GenomlysDb db, T existing, Footing footing) =>
        !Holds(footing, existing) ? "OutOfReach"
        : db.Entry(existing).Property<DateTimeOffset?>(ArchivedAt).CurrentValue is not null ? "IsArchived"
        : null;

    internal static Draft<T> DraftOf(IEnumerable<KeyValuePair<Field<T>, object?>> said, Func<Field<T>, object, object?> read, List<Refusal> refusals)
    {
        var draft = new Draft<T>();
        foreach (var (field, cell) in said)
            if (cell is not null and not "")
            {
                if (read(field, cell) is { } value)
                    draft.Say(field, value);
                else
                    refusals.Add(new Refusal(field.Key, field.Label, field.Words.Format("CannotRead", cell)));
            }
            else if (field.IsRequired)
                refusals.Add(new Refusal(field.Key, field.Label, field.Words["Required"]));
            else if (field.IsOptional)
                draft.Say(field, null);
        return draft;
    }

    // ---- The way back

    internal override async Task<(IReadOnlyList<UndoObstacle> Obstacles, int Count)> ObstaclesAsync(GenomlysDb db, ImportRun run, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();   // what was moved out of reach since is an obstacle too
        var expected = await ExpectedAsync(db, run, stop);
        var now = await VersionsAsync(db, EvenProtected(db).Where(Came(run)), stop);
        var laden = await db.AllAttachments().Where(a => a.Register == Name).Select(a => a.RecordId).Distinct().ToListAsync(stop);   // what would go has been given a file since
        laden.RemoveAll(id => !now.ContainsKey(id));
        foreach (var ids in expected.Keys.Where(id => !now.ContainsKey(id)).Chunk(UndoChunk))
            foreach (var (id, version) in await VersionsAsync(db, Among(EvenProtected(db), ids), stop))
                now[id] = version;
        var later = await (from change in db.ImportChanges
                           join other in db.ImportRuns on change.RunId equals other.Id
                           where change.PreviousRunId == run.Id && change.RunId != run.Id && other.UndoneAt == null && change.Subject == Name
                           select change.RecordId).ToListAsync(stop);
        List<Guid> touched = [.. now.Where(r => r.Value != expected.GetValueOrDefault(r.Key, 1)).Select(r => r.Key).Union(later).Union(laden)];
        var titled = fields.Find(f => f.Key == TitleKey)!;
        var rows = await Among(Everywhere(db), [.. touched.Take(MostObstacles)]).AsNoTracking().ToListAsync(stop);
        var display = await titled.DisplayAsync(db, rows.Select(titled.Of), stop);
        return ([.. rows.Select(r => new UndoObstacle(display.Show(titled.Of(r)), $"{Path}/{r.Id}"))], touched.Count);
    }

    internal override async Task<int> RestoreAsync(GenomlysDb db, Id<ImportRun> run, CancellationToken stop)
    {
        var changes = await db.ImportChanges.AsNoTracking().Where(c => c.RunId == run && c.Subject == Name && c.Before != null)
            .Select(c => new { c.Id, c.RecordId, c.PreviousRunId }).ToListAsync(stop);
        // what the run changed more than once, it found as the first change says; what it added itself is removed, not restored
        var first = changes.OrderBy(c => c.Id.Value).GroupBy(c => c.RecordId).Select(c => c.First()).Where(c => c.PreviousRunId != run).ToList();
        foreach (var chunk in first.Chunk(UndoChunk))
        {
            var ids = chunk.Select(c => c.Id).ToList();
            var before = await db.ImportChanges.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.RecordId, stop);
            foreach (var record in await Among(Everywhere(db), [.. chunk.Select(c => c.RecordId)]).ToListAsync(stop))
            {
                ImportTrail.Restore(db.Entry(record), before[record.Id.Value].Before!);
                before[record.Id.Value].VersionAfter = db.Entry(record).Property<int>(Version).OriginalValue + 1;
            }
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
        return first.Count;
    }

    internal override async Task<Guid?> CameAsync(GenomlysDb db, Id<ImportRun> run, CancellationToken stop)
    {
        Id<ImportRun>? id = run;
        return await db.Set<T>().AsNoTracking().FirstOrDefaultAsync(r => EF.Property<Id<ImportRun>?>(r, Provenance.RunId) == id, stop) is { } record ? record.Id.Value : null;
    }

    /// <summary>The version each record had when the run, or the undoing of a later one, had left it; 1 when not stated.</summary>
    private async Task<Dictionary<Guid, int>> ExpectedAsync(GenomlysDb db, ImportRun run, CancellationToken stop)
    {
        var changes = await (from change in db.ImportChanges
                             join other in db.ImportRuns on change.RunId equals other.Id
                             where change.Subject == Name && change.Before != null && (change.RunId == run.Id || (change.PreviousRunId == run.Id && other.UndoneAt != null))
                             select new { change.RecordId, change.VersionAfter }).ToListAsync(stop);
        return changes.GroupBy(c => c.RecordId).ToDictionary(c => c.Key, c => c.Max(v => v.VersionAfter));
    }

    private static System.Linq.Expressions.Expression<Func<T, bool>> Came(ImportRun run)
    {
        Id<ImportRun>? id = run.Id;
        return r => EF.Property<Id<ImportRun>?>(r, Provenance.RunId) == id;
    }

    private static IQueryable<T> Among(IQueryable<T> rows, IReadOnlyList<Guid> ids)
    {
        var wanted = ids.Select(id => new Id<T>(id)).ToList();
        return rows.Where(r => wanted.Contains(EF.Property<Id<T>>(r, "Id")));
    }

    private static async Task<Dictionary<Guid, int>> VersionsAsync(GenomlysDb db, IQueryable<T> rows, CancellationToken stop) =>
        (await rows.Select(r => new { Id = EF.Property<Id<T>>(r, "Id"), Version = EF.Property<int>(r, Version) }).ToListAsync(stop)).ToDictionary(r => r.Id.Value, r => r.Version);
}

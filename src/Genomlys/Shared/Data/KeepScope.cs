using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Data;

/// <summary>
/// The second wall, whoever saves and by whatever way: no record is added to, changed in, moved from or taken out of a unit that the viewer may not write for,
/// and none that is more secret than he is cleared for unless he is named on it. What it was before is asked of the database.
/// What is refused in words is refused before; who comes this far has found a way past that, and nothing is saved.
/// </summary>
public sealed class KeepScope : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        Check(db, db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && e.Entity is not AuditEvent));   // of whatever is changed the log tells
        return result;
    }

    internal static void Check(GenomlysDb db, IEnumerable<EntityEntry> changes)
    {
        if (db.Viewer.IsProgram)
            return;
        var changed = changes.ToList();
        foreach (var entry in changed)
            if (entry.Entity is IOnRecord hanging)
                Check(db, hanging);
        foreach (var entries in changed.GroupBy(e => db.Registers.Of(e.Metadata.ClrType) is { } register ? (Register: register, Area: register.AreaOf(e.Entity)) : default))
            if (entries.Key is ({ } register, var area) && ((register.IsOwned && !db.Viewer.IsUnbound(area, Rights.Write)) || register.IsGuarded))
                Check(db, register, area, [.. entries]);
    }

    /// <summary>What hangs on a record is written by those who may write the record.</summary>
    private static void Check(GenomlysDb db, IOnRecord hanging)
    {
        if (db.Registers.Of(hanging.Register) is not { } register || register.AreaAt(db, hanging.RecordId) is not { } area || !db.Viewer.May(Need.Write, area)
            || !IsWritable(register.Stored(db, [hanging.RecordId])[hanging.RecordId]))
            throw new OutOfScopeException(hanging.Register);

        bool IsWritable((Id<Unit>? Unit, Secrecy? Class) record) => (record.Unit is not { } owner || db.Viewer.IsUnbound(area, Rights.Write) || Reach.Units(db, area, Rights.Write).Contains(owner))
            && (record.Class is not { } @class || db.Viewer.Cleared(area).Contains(@class) || db.MayHandle(hanging.RecordId));
    }

    private static void Check(GenomlysDb db, Register register, Area area, IReadOnlyList<EntityEntry> entries)
    {
        var own = register.IsOwned && !db.Viewer.IsUnbound(area, Rights.Write) ? Reach.Units(db, area, Rights.Write).ToHashSet() : null;
        var cleared = db.Viewer.Cleared(area);
        var stored = register.Stored(db, [.. entries.Where(e => e.State is not EntityState.Added).Select(e => register.StandingOf(e).Id)]);
        foreach (var entry in entries)
        {
            var (id, unit, secrecy) = register.StandingOf(entry);
            IEnumerable<(Id<Unit>? Unit, Secrecy? Class)> standings = [.. entry.State is EntityState.Deleted ? [] : new[] { (unit, secrecy) }, .. stored.TryGetValue(id, out var before) ? [before] : Array.Empty<(Id<Unit>?, Secrecy?)>()];
            foreach (var (at, marked) in standings)
                if ((own is not null && at is { } owner && !own.Contains(owner)) || (marked is { } @class && !cleared.Contains(@class) && !db.MayHandle(id)))
                    throw new OutOfScopeException(register.Name);
        }
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));
}

/// <summary>Someone was about to write where he has no right to. A fault of the program: it should have said so in words.</summary>
public sealed class OutOfScopeException(string register) : InvalidOperationException($"A record of {register} was about to be written for a unit outside the viewer's reach.");

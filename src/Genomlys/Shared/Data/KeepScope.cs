using Genomlys.Shared.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Data;

/// <summary>
/// The second wall, whoever saves and by whatever way: no record is added to, changed in, moved from or taken out of a unit that the viewer may not write for.
/// What is refused in words is refused before; who comes this far has found a way past that, and nothing is saved.
/// </summary>
public sealed class KeepScope : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        Check(db, db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted));
        return result;
    }

    internal static void Check(GenomlysDb db, IEnumerable<EntityEntry> changes)
    {
        if (db.Viewer.IsProgram)
            return;
        var units = new Dictionary<Area, HashSet<Id<Unit>>>();
        foreach (var entry in changes.ToList())
        {
            if (db.Registers.Of(entry.Metadata.ClrType) is not { IsOwned: true } register || db.Viewer.IsUnbound(register.Area, Rights.Write))
                continue;
            if (!units.TryGetValue(register.Area, out var own))
                units.Add(register.Area, own = [.. Reach.Units(db, register.Area, Rights.Write)]);
            var (now, before) = register.OwnersOf(entry);
            if ((now is { } to && !own.Contains(to)) || (before is { } from && !own.Contains(from)))
                throw new OutOfScopeException(register.Name);
        }
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));
}

/// <summary>Someone was about to write where he has no right to. A fault of the program: it should have said so in words.</summary>
public sealed class OutOfScopeException(string register) : InvalidOperationException($"A record of {register} was about to be written for a unit outside the viewer's reach.");

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Data;

/// <summary>Refuses every save that would.</summary>
public sealed class KeepUnchanging : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context!.ChangeTracker.Entries<IUnchanging>().FirstOrDefault(e => e.State is EntityState.Modified or EntityState.Deleted) is { } changed)
            throw new InvalidOperationException($"{changed.Metadata.ClrType.Name} is written once; it was about to be {Act(changed)}.");
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    private static string Act(EntityEntry entry) => entry.State is EntityState.Deleted ? "deleted" : "changed";
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Data;

/// <summary>Version, search text and what follows from a record go with every save, whoever saves.</summary>
public sealed class KeepRegisters : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;   // on SQLite a commit waits for those who read; a statement that commits by itself would fail
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
            if (db.Registers.Of(entry.Metadata.ClrType) is { } register)
            {
                register.BeforeSave(entry);
                register.Follow(db, entry);
            }
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));
}

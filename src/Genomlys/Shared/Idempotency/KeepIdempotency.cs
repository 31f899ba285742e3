using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Idempotency;

/// <summary>The first save of a request keeps its key too: what it did and that it did it are both kept, or neither.</summary>
internal sealed class KeepIdempotency : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        if (OneRequest.Of(db) is { IsKept: false } request && db.ChangeTracker.HasChanges() && !db.ChangeTracker.Entries<IdempotencyKey>().Any())
            db.Add(KeyOf(db, request));
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    private static IdempotencyKey KeyOf(GenomlysDb db, OneRequest request)
    {
        var record = request.In(db.Registers) is { } register ? db.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata.ClrType == register.RecordType && e.State is EntityState.Added or EntityState.Modified) : null;
        var id = record?.Metadata.FindPrimaryKey()!.Properties[0];
        return new IdempotencyKey
        {
            Hash = request.Hash, Content = request.Content, At = db.Now,
            RecordId = id is null ? null : (Guid?)StoredValue.Plain(id, record!.CurrentValues[id]), Version = record is null ? 0 : (int)record.Property(Register.Version).CurrentValue!,
        };
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (OneRequest.Of((GenomlysDb)eventData.Context!) is { } request)
            request.IsKept = true;
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavedChanges(eventData, result));

    /// <summary>Whatever was said to be wrong: if the key is there by now, the same request was carried out at the same time.</summary>
    public override async Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (OneRequest.Of((GenomlysDb)eventData.Context!) is { IsKept: false } request && await Repeats.FindAsync(((GenomlysDb)eventData.Context!).Scribe!.Http!.RequestServices, request.Hash, cancellationToken) is not null)
            throw new RepeatedException();
    }
}

using Genomlys.Shared.Idempotency;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Data;

/// <summary>
/// A save also changes what lies beside its record, as the mark on a report that looks alike, and others may have changed that since it was read. Nobody is refused for it:
/// the whole is done once more from what is there now. Whoever changes the record itself sees to its version.
/// </summary>
internal static class OnceMore
{
    private const int MostTries = 20;

    public static Task FromWhatIsThereAsync(GenomlysDb db, Func<Task> save) => FromWhatIsThereAsync(db, async () => { await save(); return true; });

    /// <summary>Begins with nothing tracked each time but the first; what is done in a transaction begins its own.</summary>
    public static async Task<TResult> FromWhatIsThereAsync<TResult>(GenomlysDb db, Func<Task<TResult>> save)
    {
        var request = OneRequest.Of(db);
        var wasKept = request is { IsKept: true };
        for (var tries = 1; ; tries++)
            try
            {
                return await save();
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                db.ChangeTracker.Clear();
                if (request is not null)
                    request.IsKept = wasKept;   // the key went with the transaction
            }
    }
}

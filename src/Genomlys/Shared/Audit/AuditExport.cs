using System.Text.Encodings.Web;
using System.Text.Json;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Audit;

/// <summary>
/// The log without values, line by line, for a verifier that shares no code with this one: first the log and its public key, then each event as the texts its leaf is made of
/// with each checkpoint where it was signed.
/// </summary>
internal sealed class AuditExport(GenomlysDb db, AuditKey key)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task WriteAsync(TextWriter target, CancellationToken stop)
    {
        await LineAsync(new { log = key.Log, publicKey = key.PublicKey });
        var checkpoints = await db.AuditCheckpoints.AsNoTracking().ToDictionaryAsync(c => c.Size, stop);
        var size = 0L;
        await foreach (var told in (from leaf in db.Set<AuditLeaf>().AsNoTracking() join e in AuditTree.Whole(db) on leaf.EventId equals e.Id orderby leaf.Position select e).AsAsyncEnumerable().WithCancellation(stop))
        {
            await LineAsync(told.Told);
            if (checkpoints.TryGetValue(++size, out var signed))
                await LineAsync(new { checkpoint = Checkpoint.Of(signed, key) });
        }

        Task LineAsync(object line) => target.WriteLineAsync(JsonSerializer.Serialize(line, Plain).AsMemory(), stop);
    }
}

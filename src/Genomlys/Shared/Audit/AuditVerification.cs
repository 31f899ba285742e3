using System.Text.Json;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Audit;

/// <summary>What the log says of itself: how much was read, and what does not hold. Nothing that holds is told one by one.</summary>
internal sealed record AuditVerdict(long Events, long Checkpoints, long Waiting, long Purged, string Root, IReadOnlyList<string> Faults)
{
    public bool IsSound => Faults is [];
}

/// <summary>
/// Reads the whole log anew: each event gives the leaf it gave when it was sealed in, the leaves give the signed roots, the values kept beside give the commitments,
/// what was kept elsewhere is still its beginning, and just what the events say is protected is hidden.
/// </summary>
internal sealed class AuditVerification(GenomlysDb db, AuditKey key, Sealing sealing)
{
    private const int MostFaults = 50;
    private static readonly Words Texts = Words.Of<KeepAudit>();
    private readonly List<string> faults = [];

    public async Task<AuditVerdict> VerifyAsync(IReadOnlyList<Checkpoint> elsewhere, CancellationToken stop)
    {
        var checkpoints = await db.AuditCheckpoints.AsNoTracking().OrderBy(c => c.Size).ToListAsync(stop);
        var (signed, tree) = (checkpoints.ToDictionary(c => c.Size), new MerkleTree());
        var roots = elsewhere.Where(IsOurs).ToLookup(c => c.Size);
        foreach (var checkpoint in checkpoints)
            if (!Checkpoint.Of(checkpoint, key).IsSound)
                Fault("Fault.Signature", checkpoint.Size);
        var purged = 0L;
        await foreach (var row in Leaves().AsAsyncEnumerable().WithCancellation(stop))
        {
            if (row.Leaf.Position != tree.Size)
                Fault("Fault.Gap", tree.Size);
            if (row.Told is not { } told)
                Fault("Fault.Gone", row.Leaf.Position);
            else
            {
                if (!told.Leaf.AsSpan().SequenceEqual(row.Leaf.Hash))
                    Fault("Fault.Changed", row.Leaf.Position);
                if (told.Commitments is not "")
                    if (row.Sealed is null)
                        purged++;
                    else if (!Holds(told, row.Sealed))
                        Fault("Fault.Values", row.Leaf.Position);
            }
            tree.Add(row.Leaf.Hash);
            if (signed.TryGetValue(tree.Size, out var kept) && !kept.Root.AsSpan().SequenceEqual(tree.Root))
                Fault("Fault.Root", tree.Size);
            foreach (var known in roots[tree.Size])
                if (known.Root != Convert.ToHexStringLower(tree.Root))
                    Fault("Fault.Rewritten", tree.Size);
        }
        if (checkpoints is [.., var last] && last.Size != tree.Size)
            Fault("Fault.Size", tree.Size, last.Size);
        foreach (var beyond in roots.Where(r => r.Key > tree.Size))
            Fault("Fault.Truncated", tree.Size, beyond.Key);
        await VeilsAsync(stop);
        var waiting = await AuditTree.Whole(db).CountAsync(e => !db.Set<AuditLeaf>().Any(l => l.EventId == e.Id), stop);
        return new AuditVerdict(tree.Size, checkpoints.Count, waiting, purged, Convert.ToHexStringLower(tree.Root), faults);
    }

    /// <summary>A veil too many hides from auditors what was done; one too few shows them what is protected.</summary>
    private async Task VeilsAsync(CancellationToken stop)
    {
        var (events, veils) = (AuditTree.Whole(db), db.Set<AuditVeil>().AsNoTracking());
        if (await veils.CountAsync(v => !events.Any(e => e.Id == v.EventId && e.IsProtected && e.RecordId == v.RecordId), stop) is > 0 and var tooMany)
            Fault("Fault.Veiled", tooMany);
        if (await events.Where(e => e.IsProtected && e.RecordId != null && !veils.Any(v => v.RecordId == e.RecordId)).Select(e => e.RecordId).Distinct().CountAsync(stop) is > 0 and var tooFew)
            Fault("Fault.Unveiled", tooFew);
    }

    private bool IsOurs(Checkpoint elsewhere)
    {
        if (elsewhere.IsSound && elsewhere.Log == key.Log)
            return true;
        Fault(elsewhere.IsSound ? "Fault.OtherLog" : "Fault.Unsigned", elsewhere.Size);
        return false;
    }

    private IQueryable<Row> Leaves() =>
        from leaf in db.Set<AuditLeaf>().AsNoTracking()
        join told in AuditTree.Whole(db) on leaf.EventId equals told.Id into found
        from told in found.DefaultIfEmpty()
        join values in db.Set<AuditValues>().AsNoTracking() on leaf.EventId equals values.EventId into kept
        from values in kept.DefaultIfEmpty()
        orderby leaf.Position
        select new Row(leaf, told, values.Sealed);

    private sealed record Row(AuditLeaf Leaf, AuditEvent? Told, string? Sealed);

    private bool Holds(AuditEvent told, string @sealed)
    {
        if (sealing.Open(@sealed, AuditValues.Place(told.Id)) is not { } json)
            return false;
        var (values, fields, commitments) = (JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!, told.Fields.Split('\n'), told.Commitments.Split('\n'));
        return fields.Length == commitments.Length && fields.Zip(commitments).All(f => !values.TryGetValue(f.First, out var said)   // the values of one field may have been purged
            || (said is [var salt, var before, var after] && AuditHash.Commitment(Convert.FromBase64String(salt), f.First, before, after) == f.Second));
    }

    private void Fault(string key, params ReadOnlySpan<object?> values)
    {
        if (faults.Count < MostFaults)
            faults.Add(Texts.Format(key, values));
    }
}

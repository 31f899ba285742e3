using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Access;

/// <summary>A unit and one above it, itself among them (depth 0): what rights flow down by. Follows from the units' paths and is kept with them.</summary>
[NotAudited("follows from the units")]
public sealed class UnitClosure
{
    public required Id<Unit> AncestorId { get; init; }
    public required Id<Unit> DescendantId { get; init; }
    public required int Depth { get; set; }
}

/// <summary>Keeps the closure as the paths are.</summary>
internal static class UnitClosures
{
    /// <summary>All of it, after a file of units: what is missing is added, what is wrong goes. The caller saves.</summary>
    public static async Task SettleAllAsync(GenomlysDb db, CancellationToken stop)
    {
        var units = await db.Units.IgnoreQueryFilters().AsNoTracking().Select(u => new { u.Id, u.Path }).ToListAsync(stop);
        var byPath = units.ToDictionary(u => u.Path, u => u.Id);
        var meant = new Dictionary<(Id<Unit> Above, Id<Unit> Below), int>();
        foreach (var unit in units)
        {
            var steps = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            for (var (path, n) = ("", 0); n < steps.Length; n++)
                if (byPath.TryGetValue(path += steps[n] + "/", out var above))
                    meant[(above, unit.Id)] = steps.Length - 1 - n;
        }
        foreach (var there in await db.UnitClosures.ToListAsync(stop))
            if (meant.Remove((there.AncestorId, there.DescendantId), out var depth))
                there.Depth = depth;
            else
                db.Remove(there);
        db.AddRange(meant.Select(m => new UnitClosure { AncestorId = m.Key.Above, DescendantId = m.Key.Below, Depth = m.Value }));
    }

    /// <summary>Those above a unit that is about to be saved. Those below it are saved too when it moves, and get theirs then.</summary>
    public static void Settle(GenomlysDb db, EntityEntry<Unit> entry)
    {
        if (entry.State is EntityState.Modified && !entry.Property(u => u.Path).IsModified)
            return;
        var unit = entry.Entity;
        var steps = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var paths = steps.Select((_, n) => string.Concat(steps[..(n + 1)].Select(s => s + "/"))).ToList();
        var depths = db.Units.IgnoreQueryFilters().AsNoTracking().Where(u => paths.Contains(u.Path)).Select(u => new { u.Id, u.Path }).AsEnumerable()
            .Where(saved => db.Units.Local.FindEntry(saved.Id) is null)   // what is about to be saved holds over what is saved
            .Select(saved => (saved.Id, saved.Path))
            .Concat(db.Units.Local.Where(u => paths.Contains(u.Path)).Select(u => (u.Id, u.Path)))
            .ToDictionary(above => above.Id, above => steps.Length - 1 - paths.IndexOf(above.Path));
        foreach (var old in entry.State is EntityState.Added ? [] : db.UnitClosures.Where(c => c.DescendantId == unit.Id).ToList())
            if (depths.Remove(old.AncestorId, out var depth))
                old.Depth = depth;
            else
                db.Remove(old);
        db.AddRange(depths.Select(above => new UnitClosure { AncestorId = above.Key, DescendantId = unit.Id, Depth = above.Value }));
    }
}

public static class UnitClosureTables
{
    extension(GenomlysDb db)
    {
        public DbSet<UnitClosure> UnitClosures => db.Set<UnitClosure>();
    }
}

internal sealed class UnitClosureStorage : IEntityTypeConfiguration<UnitClosure>
{
    public void Configure(EntityTypeBuilder<UnitClosure> closure)
    {
        closure.ToTable("unit_closures");
        closure.HasKey(c => new { c.AncestorId, c.DescendantId });
        closure.HasIndex(c => new { c.DescendantId, c.Depth });
        closure.HasOne<Unit>().WithMany().HasForeignKey(c => c.AncestorId).OnDelete(DeleteBehavior.Cascade);
        closure.HasOne<Unit>().WithMany().HasForeignKey(c => c.DescendantId).OnDelete(DeleteBehavior.Cascade);
    }
}

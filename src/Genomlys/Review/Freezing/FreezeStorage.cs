using System.Text.Json;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Freezing;

public static class FreezeTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Freeze> Freezes => db.Set<Freeze>();
        public DbSet<FrozenRecords> FrozenRecords => db.Set<FrozenRecords>();

        /// <summary>The one that holds for a review's edition; null while it is a draft.</summary>
        public async Task<Freeze?> FreezeOfAsync(ManagementReview review, CancellationToken stop) => review.State is ReviewState.Draft ? null
            : await db.Freezes.AsNoTracking().Where(f => f.ReviewId == review.Id && f.Edition == review.Edition).OrderByDescending(f => f.At).ThenByDescending(f => f.Id).FirstOrDefaultAsync(stop);
    }

    extension(Freeze freeze)
    {
        public FrozenContent Read() => JsonSerializer.Deserialize<FrozenContent>(freeze.Content, ReviewJson.Compact)!;
    }
}

internal sealed class FreezeStorage : IEntityTypeConfiguration<Freeze>
{
    public void Configure(EntityTypeBuilder<Freeze> freeze)
    {
        freeze.ToTable("review_freezes");
        freeze.HasIndex(f => new { f.ReviewId, f.Edition, f.At });
        freeze.HasOne<ManagementReview>().WithMany().HasForeignKey(f => f.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FrozenRecordsStorage : IEntityTypeConfiguration<FrozenRecords>
{
    public void Configure(EntityTypeBuilder<FrozenRecords> records)
    {
        records.ToTable("review_frozen_records");
        records.Property(r => r.Figure).HasMaxLength(120);
        records.Property(r => r.Part).HasMaxLength(200);
        records.HasIndex(r => new { r.FreezeId, r.Figure, r.Part }).IsUnique();
        records.HasOne<Freeze>().WithMany().HasForeignKey(r => r.FreezeId).OnDelete(DeleteBehavior.Restrict);
    }
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Sealing;

public static class SealTables
{
    extension(GenomlysDb db)
    {
        public DbSet<SealRecord> SealRecords => db.Set<SealRecord>();
        public DbSet<SealedFile> SealedFiles => db.Set<SealedFile>();
    }
}

/// <summary>No register, so that no row security keeps whoever has not signed in from asking; and no reference to the review, of which he may know nothing.</summary>
internal sealed class SealRecordStorage : IEntityTypeConfiguration<SealRecord>
{
    public void Configure(EntityTypeBuilder<SealRecord> seal)
    {
        seal.ToTable("review_seals");
        seal.Property(s => s.Code).HasMaxLength(40);
        seal.Property(s => s.Organisation).HasMaxLength(400);
        seal.HasIndex(s => s.Code).IsUnique();
        seal.HasIndex(s => new { s.ReviewId, s.Version }).IsUnique();
    }
}

internal sealed class SealedFileStorage : IEntityTypeConfiguration<SealedFile>
{
    public void Configure(EntityTypeBuilder<SealedFile> file)
    {
        file.ToTable("review_sealed_files");
        file.HasKey(f => new { f.SealId, f.Name });
        file.Property(f => f.Name).HasMaxLength(100);
        file.Property(f => f.Sha256).HasMaxLength(64);
        file.HasIndex(f => f.Sha256);
        file.HasOne<SealRecord>().WithMany().HasForeignKey(f => f.SealId).OnDelete(DeleteBehavior.Cascade);
    }
}

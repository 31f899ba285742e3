using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Paper;

public static class PaperTables
{
    extension(GenomlysDb db)
    {
        public DbSet<PaperPart> PaperParts => db.Set<PaperPart>();
        public DbSet<PaperBytes> PaperBytes => db.Set<PaperBytes>();
    }
}

internal sealed class PaperPartStorage : IEntityTypeConfiguration<PaperPart>
{
    public void Configure(EntityTypeBuilder<PaperPart> part)
    {
        part.ToTable("paper_parts");
        part.Property(p => p.Name).HasMaxLength(PaperPart.LongestName);
        part.Property(p => p.Hash).HasMaxLength(64);
        part.Property(p => p.Alt).HasMaxLength(PaperPart.LongestAlt);
        part.Property(p => p.By).HasMaxLength(200);
        part.HasIndex(p => new { p.Kind, p.At });
    }
}

internal sealed class PaperBytesStorage : IEntityTypeConfiguration<PaperBytes>
{
    public void Configure(EntityTypeBuilder<PaperBytes> bytes)
    {
        bytes.ToTable("paper_bytes");
        bytes.HasIndex(b => b.PartId).IsUnique();
        bytes.HasOne<PaperPart>().WithMany().HasForeignKey(b => b.PartId).OnDelete(DeleteBehavior.Restrict);
    }
}

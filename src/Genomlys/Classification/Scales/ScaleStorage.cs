using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Classification.Scales;

public static class ScaleTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ScaleLevel> ScaleLevels => db.Set<ScaleLevel>();
    }
}

internal sealed class ScaleStorage : IEntityTypeConfiguration<ScaleLevel>
{
    public void Configure(EntityTypeBuilder<ScaleLevel> level)
    {
        level.ToTable("scale_levels");
        level.Property(l => l.Scale).HasMaxLength(40);
        level.Property(l => l.Label).HasMaxLength(100);
        level.Property(l => l.Code).HasMaxLength(60);
        level.Property(l => l.Title).HasMaxLength(200);
        level.HasIndex(l => new { l.Scale, l.Ordinal }).IsUnique();
        level.HasIndex(l => l.Code).IsUnique();
    }
}

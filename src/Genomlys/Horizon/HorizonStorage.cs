using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Horizon;

public static class HorizonTables
{
    extension(GenomlysDb db)
    {
        public DbSet<HorizonEntry> HorizonEntries => db.Set<HorizonEntry>();
    }
}

internal sealed class HorizonStorage : IEntityTypeConfiguration<HorizonEntry>
{
    public void Configure(EntityTypeBuilder<HorizonEntry> entry)
    {
        entry.ToTable("horizon_entries");
        entry.Property(e => e.Reference).HasMaxLength(60);
        entry.Property(e => e.Name).HasMaxLength(300);
        entry.Property(e => e.Source).HasMaxLength(400);
        entry.HasIndex(e => e.Reference).IsUnique();
    }
}

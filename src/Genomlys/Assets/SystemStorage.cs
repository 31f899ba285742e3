using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Assets;

public static class SystemTables
{
    extension(GenomlysDb db)
    {
        public DbSet<BusinessSystem> Systems => db.Set<BusinessSystem>();
    }
}

internal sealed class SystemStorage : IEntityTypeConfiguration<BusinessSystem>
{
    public void Configure(EntityTypeBuilder<BusinessSystem> system)
    {
        system.ToTable("systems");
        system.Property(s => s.Reference).HasMaxLength(40);
        system.Property(s => s.Name).HasMaxLength(200);
        system.Property(s => s.MaintenanceObject).HasMaxLength(200);
        system.Property(s => s.Supplier).HasMaxLength(200);
        system.Property(s => s.OwnerRole).HasMaxLength(200);
        system.HasIndex(s => s.Reference).IsUnique();
        system.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

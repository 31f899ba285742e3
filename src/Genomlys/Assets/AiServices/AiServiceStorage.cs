using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Assets.AiServices;

public static class AiServiceTables
{
    extension(GenomlysDb db)
    {
        public DbSet<AiService> AiServices => db.Set<AiService>();
    }
}

internal sealed class AiServiceStorage : IEntityTypeConfiguration<AiService>
{
    public void Configure(EntityTypeBuilder<AiService> service)
    {
        service.ToTable("ai_services");
        service.Property(s => s.Reference).HasMaxLength(40);
        service.Property(s => s.Name).HasMaxLength(200);
        service.Property(s => s.Purpose).HasMaxLength(2000);
        service.Property(s => s.Supplier).HasMaxLength(200);
        service.Property(s => s.AnnexPoint).HasMaxLength(100);
        service.HasIndex(s => s.Reference).IsUnique();
        service.HasOne<BusinessSystem>().WithMany().HasForeignKey(s => s.SystemId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

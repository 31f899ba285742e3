using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Improvements.Plan;

public static class PlanTables
{
    extension(GenomlysDb db)
    {
        public DbSet<PlanItem> PlanItems => db.Set<PlanItem>();
    }
}

internal sealed class PlanStorage : IEntityTypeConfiguration<PlanItem>
{
    public void Configure(EntityTypeBuilder<PlanItem> item)
    {
        item.ToTable("plan_items");
        item.Property(i => i.Activity).HasMaxLength(400);
        item.Property(i => i.Owner).HasMaxLength(200);
        item.HasIndex(i => new { i.UnitId, i.FirstYear, i.Year, i.Number }).IsUnique();
        item.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

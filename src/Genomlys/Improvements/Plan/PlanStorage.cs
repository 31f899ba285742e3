using Genomlys.Improvements.Goals;
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
        public DbSet<PlanLink> PlanLinks => db.Set<PlanLink>();
    }
}

internal sealed class PlanStorage : IEntityTypeConfiguration<PlanItem>
{
    public void Configure(EntityTypeBuilder<PlanItem> item)
    {
        item.ToTable("plan_items");
        item.Property(i => i.Activity).HasMaxLength(ImprovementProposal.LongestName);
        item.Property(i => i.Owner).HasMaxLength(200);
        item.Property(i => i.TargetFigure).HasMaxLength(200);
        item.Ignore(i => i.Target);
        item.HasIndex(i => new { i.UnitId, i.FirstYear, i.Year, i.Number }).IsUnique();
        item.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<ImprovementProposal>().WithMany().HasForeignKey(i => i.ProposalId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<CouncilGoal>().WithMany().HasForeignKey(i => i.GoalId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<PlanItem>().WithMany().HasForeignKey(i => i.OriginId).OnDelete(DeleteBehavior.Restrict);
    }
}

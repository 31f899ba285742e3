using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Improvements.Goals;

public static class GoalTables
{
    extension(GenomlysDb db)
    {
        public DbSet<CouncilGoal> CouncilGoals => db.Set<CouncilGoal>();
    }
}

internal sealed class GoalStorage : IEntityTypeConfiguration<CouncilGoal>
{
    public void Configure(EntityTypeBuilder<CouncilGoal> goal)
    {
        goal.ToTable("council_goals");
        goal.Property(g => g.Code).HasMaxLength(40);
        goal.Property(g => g.Name).HasMaxLength(400);
        goal.Property(g => g.Source).HasMaxLength(400);
        goal.HasIndex(g => new { g.Code, g.ValidFrom }).IsUnique();
    }
}

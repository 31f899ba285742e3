using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.DataProtection;

public static class RecommendationTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Recommendation> Recommendations => db.Set<Recommendation>();
    }
}

internal sealed class RecommendationStorage : IEntityTypeConfiguration<Recommendation>
{
    public void Configure(EntityTypeBuilder<Recommendation> recommendation)
    {
        recommendation.ToTable("recommendations");
        recommendation.Property(r => r.Risk).HasMaxLength(400);
        recommendation.HasIndex(r => new { r.UnitId, r.Year, r.Number }).IsUnique();
        recommendation.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        recommendation.HasOne<Recommendation>().WithMany().HasForeignKey(r => r.EarlierId).OnDelete(DeleteBehavior.Restrict);
    }
}

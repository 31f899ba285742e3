using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Audits;

public static class AuditRecommendationTables
{
    extension(GenomlysDb db)
    {
        public DbSet<AuditRecommendation> AuditRecommendations => db.Set<AuditRecommendation>();
    }
}

internal sealed class AuditRecommendationStorage : IEntityTypeConfiguration<AuditRecommendation>
{
    public void Configure(EntityTypeBuilder<AuditRecommendation> recommendation)
    {
        recommendation.ToTable("audit_recommendations");
        recommendation.Property(r => r.Reference).HasMaxLength(100);
        recommendation.Property(r => r.Number).HasMaxLength(40);
        recommendation.Property(r => r.Audit).HasMaxLength(200);
        recommendation.Property(r => r.Text).HasMaxLength(2000);
        recommendation.Property(r => r.Responsible).HasMaxLength(200);
        recommendation.Property(r => r.AnswerTo).HasMaxLength(200);
        recommendation.Property(r => r.ClosingReference).HasMaxLength(200);
        recommendation.HasIndex(r => new { r.Reference, r.Number }).IsUnique();
        recommendation.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

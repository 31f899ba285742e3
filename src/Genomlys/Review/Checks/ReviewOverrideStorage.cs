using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Checks;

public static class ReviewOverrideTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ReviewOverride> ReviewOverrides => db.Set<ReviewOverride>();
    }
}

internal sealed class ReviewOverrideStorage : IEntityTypeConfiguration<ReviewOverride>
{
    public void Configure(EntityTypeBuilder<ReviewOverride> given)
    {
        given.ToTable("review_overrides");
        given.Property(o => o.Fingerprint).HasMaxLength(40);
        given.Property(o => o.Reason).HasMaxLength(ReviewOverride.MostCharacters);
        given.Property(o => o.By).HasMaxLength(200);
        given.HasIndex(o => new { o.ReviewId, o.Fingerprint }).IsUnique();
        given.HasOne<ManagementReview>().WithMany().HasForeignKey(o => o.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

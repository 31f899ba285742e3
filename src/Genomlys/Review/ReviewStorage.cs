using Genomlys.Review.Templates;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review;

public static class ReviewTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ManagementReview> Reviews => db.Set<ManagementReview>();
        public DbSet<AuthorText> AuthorTexts => db.Set<AuthorText>();

        /// <summary>The review of a year and kind; of the highest unit, for someone who sees several.</summary>
        internal IQueryable<ManagementReview> ReviewAt(ReviewAddress address) =>
            db.Set<ManagementReview>().Where(r => r.Year == address.Year && r.Kind == address.Kind).OrderBy(r => db.Set<Unit>().Where(u => u.Id == r.UnitId).Select(u => u.Path.Length).FirstOrDefault()).ThenBy(r => r.Id);
    }
}

internal sealed class ManagementReviewStorage : IEntityTypeConfiguration<ManagementReview>
{
    public void Configure(EntityTypeBuilder<ManagementReview> review)
    {
        review.ToTable("reviews");
        review.Property(r => r.Reference).HasMaxLength(100);
        review.Ignore(r => r.Period);
        review.Ignore(r => r.Address);
        review.HasIndex(r => new { r.UnitId, r.Year, r.Kind }).IsUnique();
        review.HasOne<ReportTemplate>().WithMany().HasForeignKey(r => r.TemplateId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuthorTextStorage : IEntityTypeConfiguration<AuthorText>
{
    public void Configure(EntityTypeBuilder<AuthorText> text)
    {
        text.ToTable("review_texts");
        text.Property(t => t.Place).HasMaxLength(100);
        text.Property(t => t.Version).IsConcurrencyToken();
        text.HasIndex(t => new { t.ReviewId, t.Place }).IsUnique();
        text.HasOne<ManagementReview>().WithMany().HasForeignKey(t => t.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

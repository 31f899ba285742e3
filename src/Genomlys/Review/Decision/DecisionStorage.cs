using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Decision;

public static class DecisionTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ProposalRuling> Rulings => db.Set<ProposalRuling>();
        public DbSet<DecidedEdition> DecidedEditions => db.Set<DecidedEdition>();
        public DbSet<DecidedFile> DecidedFiles => db.Set<DecidedFile>();

        internal IQueryable<ProposalRuling> RulingsOf(ManagementReview review) => db.Set<ProposalRuling>().Where(r => r.ReviewId == review.Id && r.Edition == review.Edition).OrderBy(r => r.Order);
    }
}

internal sealed class ProposalRulingStorage : IEntityTypeConfiguration<ProposalRuling>
{
    public void Configure(EntityTypeBuilder<ProposalRuling> ruling)
    {
        ruling.ToTable("review_rulings");
        ruling.Property(r => r.Source).HasMaxLength(60);
        ruling.Property(r => r.Called).HasMaxLength(500);
        ruling.Property(r => r.Wording).HasMaxLength(ProposalRuling.LongestText);
        ruling.Property(r => r.Reason).HasMaxLength(ProposalRuling.LongestText);
        ruling.Property(r => r.Owner).HasMaxLength(ProposalRuling.LongestOwner);
        ruling.HasIndex(r => new { r.ReviewId, r.Edition, r.Source, r.ProposalId }).IsUnique();
        ruling.HasOne<ManagementReview>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DecidedEditionStorage : IEntityTypeConfiguration<DecidedEdition>
{
    public void Configure(EntityTypeBuilder<DecidedEdition> edition)
    {
        edition.ToTable("review_editions");
        edition.Property(e => e.By).HasMaxLength(300);
        edition.Property(e => e.Reference).HasMaxLength(100);
        edition.Property(e => e.Code).HasMaxLength(40);
        edition.HasIndex(e => new { e.ReviewId, e.Edition }).IsUnique();
        edition.HasOne<ManagementReview>().WithMany().HasForeignKey(e => e.ReviewId).OnDelete(DeleteBehavior.Restrict);
        edition.HasOne<Freezing.Freeze>().WithMany().HasForeignKey(e => e.FreezeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DecidedFileStorage : IEntityTypeConfiguration<DecidedFile>
{
    public void Configure(EntityTypeBuilder<DecidedFile> file)
    {
        file.ToTable("review_files");
        file.Property(f => f.Name).HasMaxLength(100);
        file.Property(f => f.MediaType).HasMaxLength(100);
        file.Property(f => f.Hash).HasMaxLength(64);
        file.HasIndex(f => new { f.EditionId, f.Name }).IsUnique();
        file.HasOne<DecidedEdition>().WithMany().HasForeignKey(f => f.EditionId).OnDelete(DeleteBehavior.Restrict);
    }
}

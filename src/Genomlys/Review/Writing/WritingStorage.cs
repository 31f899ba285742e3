using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Review.Writing;

public static class WritingTables
{
    extension(GenomlysDb db)
    {
        public DbSet<TextVersion> TextVersions => db.Set<TextVersion>();
        public DbSet<PlaceOwner> PlaceOwners => db.Set<PlaceOwner>();
        public DbSet<Comment> Comments => db.Set<Comment>();

        /// <summary>The viewer's own, as the register says: of nobody else is anything shown.</summary>
        public DbSet<OwnDraft> OwnDrafts => db.Set<OwnDraft>();
        public DbSet<KeptText> KeptTexts => db.Set<KeptText>();
    }
}

internal sealed class TextVersionStorage : IEntityTypeConfiguration<TextVersion>
{
    public void Configure(EntityTypeBuilder<TextVersion> version)
    {
        version.ToTable("review_text_versions");
        version.Property(v => v.Place).HasMaxLength(100);
        version.HasIndex(v => new { v.ReviewId, v.Place, v.Number }).IsUnique();
        version.HasOne<ManagementReview>().WithMany().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OwnDraftStorage : IEntityTypeConfiguration<OwnDraft>
{
    public void Configure(EntityTypeBuilder<OwnDraft> draft)
    {
        draft.ToTable("review_own_drafts");
        draft.Property(d => d.Place).HasMaxLength(100);
        draft.Property(d => d.Version).IsConcurrencyToken();
        draft.HasIndex(d => new { d.ReviewId, d.Place, d.AccountId }).IsUnique();
        draft.HasOne<ManagementReview>().WithMany().HasForeignKey(d => d.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KeptTextStorage : IEntityTypeConfiguration<KeptText>
{
    public void Configure(EntityTypeBuilder<KeptText> kept)
    {
        kept.ToTable("review_kept_texts");
        kept.Property(t => t.Place).HasMaxLength(100);
        kept.HasIndex(t => new { t.ReviewId, t.Place, t.AccountId });
        kept.HasOne<ManagementReview>().WithMany().HasForeignKey(t => t.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlaceOwnerStorage : IEntityTypeConfiguration<PlaceOwner>
{
    public void Configure(EntityTypeBuilder<PlaceOwner> owner)
    {
        owner.ToTable("review_owners");
        owner.Property(o => o.Place).HasMaxLength(100);
        owner.Property(o => o.Role).HasMaxLength(PlaceOwner.LongestRole);
        owner.HasIndex(o => new { o.ReviewId, o.Place }).IsUnique();
        owner.HasIndex(o => o.AccountId);
        owner.HasOne<ManagementReview>().WithMany().HasForeignKey(o => o.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CommentStorage : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> comment)
    {
        comment.ToTable("review_comments");
        comment.Property(c => c.Place).HasMaxLength(100);
        comment.Property(c => c.Text).HasMaxLength(Comment.MostCharacters);
        comment.Ignore(c => c.IsOpen);
        comment.HasIndex(c => new { c.ReviewId, c.Place, c.At });
        comment.HasOne<ManagementReview>().WithMany().HasForeignKey(c => c.ReviewId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne<Comment>().WithMany().HasForeignKey(c => c.AnswersId).OnDelete(DeleteBehavior.Restrict);
    }
}

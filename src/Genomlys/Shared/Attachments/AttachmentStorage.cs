using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Attachments;

internal static class AttachmentTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Attachment> Attachments => db.Set<Attachment>();

        /// <summary>Every file there is, whoever asks: to count how much there is and to find what lies astray, never to be shown.</summary>
        public IQueryable<Attachment> AllAttachments() => db.Attachments.AsNoTracking().IgnoreQueryFilters([Register.Scope]);
    }
}

internal sealed class AttachmentStorage : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("attachments");
        attachment.Ignore(a => a.Told);
        attachment.Property(a => a.Register).HasMaxLength(60);
        attachment.Property(a => a.Name).HasMaxLength(FileNames.Most);
        attachment.Property(a => a.Description).HasMaxLength(Attachment.MostOfDescription);
        attachment.Property(a => a.MediaType).HasMaxLength(100);
        attachment.Property(a => a.Sha256).HasMaxLength(64);
        attachment.Property(a => a.Stored).HasMaxLength(32);
        attachment.Property(a => a.Found).HasMaxLength(100);
        attachment.HasIndex(a => new { a.RecordId, a.SentAt });
        attachment.HasIndex(a => a.Stored).IsUnique();
        attachment.HasIndex(a => a.State);
    }
}

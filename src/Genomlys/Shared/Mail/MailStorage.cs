using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Mail;

public static class MailTables
{
    extension(GenomlysDb db)
    {
        public DbSet<OutgoingMail> OutgoingMail => db.Set<OutgoingMail>();
    }
}

internal sealed class MailStorage : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("mail_outbox");
        mail.Property(m => m.SealedTo).HasMaxLength(800);
        mail.Property(m => m.Subject).HasMaxLength(200);
        mail.HasIndex(m => new { m.State, m.NextTryAt });
    }
}

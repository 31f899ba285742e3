using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Reset;

public static class MailLinkTables
{
    extension(GenomlysDb db)
    {
        public DbSet<MailLink> MailLinks => db.Set<MailLink>();
    }
}

internal sealed class MailLinkStorage : IEntityTypeConfiguration<MailLink>
{
    public void Configure(EntityTypeBuilder<MailLink> link)
    {
        link.ToTable("mail_links");
        link.Property(l => l.Address).HasMaxLength(MailAddresses.Longest);
        link.Property(l => l.Hash).HasMaxLength(64);
        link.HasIndex(l => new { l.AccountId, l.Purpose });
        link.HasIndex(l => l.Until);
        link.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts;

public static class AccountTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
        public DbSet<PendingAct> PendingActs => db.Set<PendingAct>();
    }
}

internal sealed class AccountStorage : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");
        account.Property(a => a.SignInName).HasMaxLength(200);
        account.Property(a => a.Name).HasMaxLength(200);
        account.Property(a => a.PasswordHash).HasMaxLength(400);
        account.Property(a => a.AuthenticatorSeed).HasMaxLength(400);
        account.Property(a => a.Mail).HasMaxLength(MailAddresses.Longest);
        account.HasIndex(a => a.SignInName).IsUnique();
    }
}

internal sealed class PendingActStorage : IEntityTypeConfiguration<PendingAct>
{
    public void Configure(EntityTypeBuilder<PendingAct> act)
    {
        act.ToTable("pending_acts");
        act.HasKey(a => new { a.AccountId, a.Act });
        act.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
        act.HasOne<Account>().WithMany().HasForeignKey(a => a.AskedById).OnDelete(DeleteBehavior.Cascade);
    }
}

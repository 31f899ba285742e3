using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Log;

public static class SecurityEventTables
{
    extension(GenomlysDb db)
    {
        public DbSet<SecurityEvent> SecurityEvents => db.Set<SecurityEvent>();
    }
}

internal sealed class SecurityEventStorage : IEntityTypeConfiguration<SecurityEvent>
{
    public void Configure(EntityTypeBuilder<SecurityEvent> happened)
    {
        happened.ToTable("security_events");
        happened.Property(e => e.From).HasMaxLength(100);
        happened.Property(e => e.Subject).HasMaxLength(400);
        happened.Property(e => e.Reason).HasMaxLength(400);
        happened.HasIndex(e => e.At);
        happened.HasIndex(e => new { e.AccountId, e.At });
        happened.HasOne<Account>().WithMany().HasForeignKey(e => e.ActorId).OnDelete(DeleteBehavior.Restrict);
        happened.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Sessions;

public static class SessionTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Session> Sessions => db.Set<Session>();
        internal DbSet<AttemptCount> Attempts => db.Set<AttemptCount>();
    }
}

internal sealed class SessionStorage : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.HasKey(s => s.KeyHash);
        session.Property(s => s.KeyHash).HasMaxLength(64);
        session.Property(s => s.Provided).HasMaxLength(Session.LongestProvided);
        session.HasIndex(s => s.AccountId);
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AttemptStorage : IEntityTypeConfiguration<AttemptCount>
{
    public void Configure(EntityTypeBuilder<AttemptCount> attempt)
    {
        attempt.ToTable("attempts");
        attempt.HasKey(a => a.Key);
        attempt.Property(a => a.Key).HasMaxLength(100);
    }
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Federation;

public static class ProviderTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ProviderIdentity> ProviderIdentities => db.Set<ProviderIdentity>();
        internal DbSet<UsedToken> UsedTokens => db.Set<UsedToken>();
    }
}

internal sealed class ProviderIdentityStorage : IEntityTypeConfiguration<ProviderIdentity>
{
    public void Configure(EntityTypeBuilder<ProviderIdentity> identity)
    {
        identity.ToTable("provider_identities");
        identity.Property(i => i.Issuer).HasMaxLength(400);
        identity.Property(i => i.Subject).HasMaxLength(ProviderIdentity.LongestSubject);
        identity.Property(i => i.Groups).HasMaxLength(ProviderIdentity.LongestGroups);
        identity.HasIndex(i => new { i.Issuer, i.Subject }).IsUnique();
        identity.HasIndex(i => i.AccountId);
        identity.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UsedTokenStorage : IEntityTypeConfiguration<UsedToken>
{
    public void Configure(EntityTypeBuilder<UsedToken> used)
    {
        used.ToTable("used_tokens");
        used.HasKey(u => u.Hash);
        used.Property(u => u.Hash).HasMaxLength(64);
    }
}

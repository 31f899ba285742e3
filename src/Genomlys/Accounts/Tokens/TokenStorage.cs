using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Accounts.Tokens;

public static class TokenTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();
    }
}

internal sealed class TokenStorage : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> token)
    {
        token.ToTable("api_tokens");
        token.Property(t => t.Name).HasMaxLength(ApiToken.LongestName);
        token.Property(t => t.Hash).HasMaxLength(64);
        token.Property(t => t.LastFour).HasMaxLength(4);
        token.Property(t => t.Areas).HasMaxLength(400);
        token.Property(t => t.Networks).HasMaxLength(ApiToken.LongestNetworks);
        token.HasIndex(t => t.AccountId);
        token.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId).OnDelete(DeleteBehavior.Cascade);
        token.HasOne<Account>().WithMany().HasForeignKey(t => t.EndedById).OnDelete(DeleteBehavior.Restrict);
        token.HasOne<Unit>().WithMany().HasForeignKey(t => t.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

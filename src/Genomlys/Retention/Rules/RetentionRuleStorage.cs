using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Retention.Rules;

public static class RetentionRuleTables
{
    extension(GenomlysDb db)
    {
        public DbSet<RetentionRule> RetentionRules => db.Set<RetentionRule>();
    }
}

internal sealed class RetentionRuleStorage : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> rule)
    {
        rule.ToTable("retention_rules");
        rule.Property(r => r.Counted).HasMaxLength(120);
        rule.Property(r => r.Decision).HasMaxLength(200);
        rule.HasIndex(r => new { r.Counted, r.ValidFrom }).IsUnique();
    }
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Incidents.Duties;

public static class DutyRuleTables
{
    extension(GenomlysDb db)
    {
        public DbSet<DutyRule> DutyRules => db.Set<DutyRule>();
    }
}

internal sealed class DutyRuleStorage : IEntityTypeConfiguration<DutyRule>
{
    public void Configure(EntityTypeBuilder<DutyRule> rule)
    {
        rule.ToTable("duty_rules");
        rule.Property(r => r.Code).HasMaxLength(40);
        rule.Property(r => r.Name).HasMaxLength(200);
        rule.Property(r => r.Receiver).HasMaxLength(200);
        rule.Property(r => r.LegalBasis).HasMaxLength(200);
        rule.Ignore(r => r.Limit);
        rule.HasIndex(r => new { r.Code, r.ValidFrom }).IsUnique();
    }
}

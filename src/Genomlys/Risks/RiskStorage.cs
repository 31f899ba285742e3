using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Risks;

public static class RiskTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ControlRisk> ControlRisks => db.Set<ControlRisk>();
    }
}

internal sealed class RiskStorage : IEntityTypeConfiguration<ControlRisk>
{
    public void Configure(EntityTypeBuilder<ControlRisk> risk)
    {
        risk.ToTable("control_risks");
        risk.Property(r => r.Process).HasMaxLength(200);
        risk.Property(r => r.Description).HasMaxLength(400);
        risk.HasIndex(r => new { r.UnitId, r.Year, r.Origin, r.Process, r.Description }).IsUnique();
        risk.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Incidents.Losses;

public static class LossTables
{
    extension(GenomlysDb db)
    {
        public DbSet<LossReport> LossReports => db.Set<LossReport>();
    }
}

internal sealed class LossStorage : IEntityTypeConfiguration<LossReport>
{
    public void Configure(EntityTypeBuilder<LossReport> loss)
    {
        loss.ToTable("loss_reports");
        loss.Property(l => l.Reference).HasMaxLength(100);
        loss.Property(l => l.Summary).HasMaxLength(400);
        loss.Property(l => l.Desk).HasMaxLength(40);
        loss.HasIndex(l => l.Reference).IsUnique();
        loss.HasIndex(l => l.ReportedAt);
        loss.HasOne<Unit>().WithMany().HasForeignKey(l => l.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

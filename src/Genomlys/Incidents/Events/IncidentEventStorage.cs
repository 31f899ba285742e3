using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Incidents.Events;

public static class IncidentEventTables
{
    extension(GenomlysDb db)
    {
        public DbSet<IncidentEvent> IncidentEvents => db.Set<IncidentEvent>();
    }
}

internal sealed class IncidentEventStorage : IEntityTypeConfiguration<IncidentEvent>
{
    public void Configure(EntityTypeBuilder<IncidentEvent> step)
    {
        step.ToTable("incident_events");
        step.Property(e => e.Case).HasMaxLength(200);
        step.Property(e => e.Text).HasMaxLength(1000);
        step.Ignore(e => e.When);
        step.HasIndex(e => new { e.Case, e.On, e.Precision, e.Text }).IsUnique();
        step.HasOne<Incident>().WithMany().HasForeignKey(e => e.IncidentId).OnDelete(DeleteBehavior.Restrict);
        step.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

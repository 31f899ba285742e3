using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Incidents.Complaints;

public static class ComplaintTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Complaint> Complaints => db.Set<Complaint>();
    }
}

internal sealed class ComplaintStorage : IEntityTypeConfiguration<Complaint>
{
    public void Configure(EntityTypeBuilder<Complaint> complaint)
    {
        complaint.ToTable("complaints");
        complaint.Property(c => c.Reference).HasMaxLength(100);
        complaint.Property(c => c.Subject).HasMaxLength(200);
        complaint.HasIndex(c => c.Reference).IsUnique();
        complaint.HasIndex(c => c.ReceivedOn);
        complaint.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

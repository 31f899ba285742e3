using Genomlys.Assets;
using Genomlys.Classification.Scales;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Classification;

public static class ClassificationTables
{
    extension(GenomlysDb db)
    {
        public DbSet<SystemClassification> Classifications => db.Set<SystemClassification>();
    }
}

internal sealed class ClassificationStorage : IEntityTypeConfiguration<SystemClassification>
{
    public void Configure(EntityTypeBuilder<SystemClassification> classification)
    {
        classification.ToTable("classifications");
        classification.HasIndex(c => new { c.SystemId, c.ClassifiedOn }).IsUnique();
        classification.HasOne<BusinessSystem>().WithMany().HasForeignKey(c => c.SystemId).OnDelete(DeleteBehavior.Restrict);
        classification.HasOne<ScaleLevel>().WithMany().HasForeignKey(c => c.ConfidentialityId).OnDelete(DeleteBehavior.Restrict);
        classification.HasOne<ScaleLevel>().WithMany().HasForeignKey(c => c.IntegrityId).OnDelete(DeleteBehavior.Restrict);
        classification.HasOne<ScaleLevel>().WithMany().HasForeignKey(c => c.AvailabilityId).OnDelete(DeleteBehavior.Restrict);
        classification.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

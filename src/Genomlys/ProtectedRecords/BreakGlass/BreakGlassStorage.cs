using Genomlys.Accounts;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.ProtectedRecords.BreakGlass;

public static class BreakGlassTables
{
    extension(GenomlysDb db)
    {
        public DbSet<BreakGlassRequest> BreakGlassRequests => db.Set<BreakGlassRequest>();
    }
}

internal sealed class BreakGlassStorage : IEntityTypeConfiguration<BreakGlassRequest>
{
    public void Configure(EntityTypeBuilder<BreakGlassRequest> request)
    {
        request.ToTable("break_glass_requests");
        request.Property(r => r.Register).HasMaxLength(60);
        request.Property(r => r.Reference).HasMaxLength(200);
        request.Property(r => r.LegalGround).HasMaxLength(200);
        request.Property(r => r.Reason).HasMaxLength(1000);
        request.Property(r => r.CaseNumber).HasMaxLength(60);
        request.Property(r => r.ReviewNote).HasMaxLength(1000);
        request.HasIndex(r => new { r.AskedById, r.AskedAt });
        request.HasOne<Account>().WithMany().HasForeignKey(r => r.AskedById).OnDelete(DeleteBehavior.Restrict);
        request.HasOne<Account>().WithMany().HasForeignKey(r => r.DecidedById).OnDelete(DeleteBehavior.Restrict);
        request.HasOne<Account>().WithMany().HasForeignKey(r => r.ReviewedById).OnDelete(DeleteBehavior.Restrict);
    }
}

using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Improvements;

public static class ProposalTables
{
    extension(GenomlysDb db)
    {
        public DbSet<ImprovementProposal> Proposals => db.Set<ImprovementProposal>();
        public DbSet<ProposalLink> ProposalLinks => db.Set<ProposalLink>();
    }
}

internal sealed class ProposalStorage : IEntityTypeConfiguration<ImprovementProposal>
{
    public void Configure(EntityTypeBuilder<ImprovementProposal> proposal)
    {
        proposal.ToTable("improvement_proposals");
        proposal.Property(p => p.Name).HasMaxLength(ImprovementProposal.LongestName);
        proposal.Property(p => p.Owner).HasMaxLength(200);
        proposal.Property(p => p.Reference).HasMaxLength(40);
        proposal.HasIndex(p => new { p.UnitId, p.Year, p.Rank }).IsUnique();
        proposal.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        proposal.HasIndex(p => p.Reference);
        proposal.HasOne<ImprovementProposal>().WithMany().HasForeignKey(p => p.OriginId).OnDelete(DeleteBehavior.Restrict);
    }
}

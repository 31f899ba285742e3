using Genomlys.Retention.Rules;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Retention;

public static class RetentionTables
{
    extension(GenomlysDb db)
    {
        public DbSet<Disposal> Disposals => db.Set<Disposal>();

        /// <summary>Every one there is, whoever asks: to leave out what is marked already, and to dispose of it; shown only of records the viewer sees.</summary>
        internal IQueryable<Disposal> AllDisposals() => db.Disposals.IgnoreQueryFilters([Register.Scope]);
    }
}

internal sealed class DisposalStorage : IEntityTypeConfiguration<Disposal>
{
    public void Configure(EntityTypeBuilder<Disposal> disposal)
    {
        disposal.ToTable("disposals");
        disposal.Property(d => d.Register).HasMaxLength(60);
        disposal.Property(d => d.Reason).HasMaxLength(Retaining.MostOfReason);
        disposal.HasIndex(d => d.RecordId).IsUnique();
        disposal.HasOne<RetentionRule>().WithMany().HasForeignKey(d => d.RuleId).OnDelete(DeleteBehavior.Restrict);
        disposal.HasIndex(d => new { d.State, d.DueOn });
    }
}

internal sealed class DisposalClockStorage : IEntityTypeConfiguration<DisposalClock>
{
    public void Configure(EntityTypeBuilder<DisposalClock> clock)
    {
        clock.ToTable("disposal_clock");
        clock.Property(c => c.Id).ValueGeneratedNever();
    }
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Audit;

internal static class AuditTables
{
    /// <summary>What nobody changes or takes away: the databases themselves refuse it.</summary>
    public static readonly string[] AppendOnly = ["audit_events", "audit_leaves", "audit_checkpoints", "audit_veils"];

    extension(GenomlysDb db)
    {
        public DbSet<AuditEvent> AuditEvents => db.Set<AuditEvent>();
        public DbSet<AuditValues> AuditValues => db.Set<AuditValues>();
        public DbSet<AuditLeaf> AuditLeaves => db.Set<AuditLeaf>();
        public DbSet<AuditCheckpoint> AuditCheckpoints => db.Set<AuditCheckpoint>();
    }
}

internal sealed class AuditEventStorage : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> told)
    {
        told.ToTable("audit_events");
        told.Ignore(e => e.Told);
        told.Ignore(e => e.Leaf);
        told.Property(e => e.Register).HasMaxLength(60);
        told.Property(e => e.From).HasMaxLength(100);
        told.Property(e => e.Subject).HasMaxLength(400);
        told.Property(e => e.Reason).HasMaxLength(400);
        told.HasIndex(e => new { e.UnitId, e.At });
        told.HasIndex(e => e.At);
        told.HasIndex(e => new { e.RecordId, e.At });
    }
}

internal sealed class AuditValuesStorage : IEntityTypeConfiguration<AuditValues>
{
    public void Configure(EntityTypeBuilder<AuditValues> values)
    {
        values.ToTable("audit_values");
        values.HasKey(v => v.EventId);
        values.HasOne<AuditEvent>().WithOne().HasForeignKey<AuditValues>(v => v.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditVeilStorage : IEntityTypeConfiguration<AuditVeil>
{
    public void Configure(EntityTypeBuilder<AuditVeil> veil)
    {
        veil.ToTable("audit_veils");
        veil.HasKey(v => v.EventId);
        veil.HasIndex(v => v.RecordId);
        veil.HasOne<AuditEvent>().WithOne().HasForeignKey<AuditVeil>(v => v.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditLeafStorage : IEntityTypeConfiguration<AuditLeaf>
{
    public void Configure(EntityTypeBuilder<AuditLeaf> leaf)
    {
        leaf.ToTable("audit_leaves");
        leaf.HasKey(l => l.Position);
        leaf.Property(l => l.Position).ValueGeneratedNever();
        leaf.HasIndex(l => l.EventId).IsUnique();
        leaf.HasOne<AuditEvent>().WithOne().HasForeignKey<AuditLeaf>(l => l.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditCheckpointStorage : IEntityTypeConfiguration<AuditCheckpoint>
{
    public void Configure(EntityTypeBuilder<AuditCheckpoint> checkpoint)
    {
        checkpoint.ToTable("audit_checkpoints");
        checkpoint.HasKey(c => c.Size);
        checkpoint.Property(c => c.Size).ValueGeneratedNever();
    }
}

using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Access;

/// <summary>Someone named on a record, who opens it whatever its secrecy class. With an end it is a record broken open: it is read and not changed, and only until then.</summary>
public sealed class RecordHandler
{
    public required Id<RecordHandler> Id { get; init; }

    /// <summary>The register, by its name, and the record in it.</summary>
    public required string Register { get; init; }
    public required Guid RecordId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid? NamedById { get; init; }
    public required DateTimeOffset NamedAt { get; init; }
    public DateTimeOffset? Until { get; init; }
}

public enum HandlingAct { Read, Listed, Changed, Named, Removed, BrokenOpen }

/// <summary>That someone has seen or handled a protected record. Shown to those named on the record and to nobody else.</summary>
public sealed class HandlingEvent : IAudited
{
    public required Id<HandlingEvent> Id { get; init; }
    public required string Register { get; init; }
    public required Guid RecordId { get; init; }
    public required HandlingAct Act { get; init; }
    public required Guid? ActorId { get; init; }

    /// <summary>Whom it concerns, where it is another.</summary>
    public Guid? AccountId { get; init; }
    public required DateTimeOffset At { get; init; }

    public AuditTold ForAudit() => new(Act is HandlingAct.Read or HandlingAct.Listed ? AuditKind.Read : AuditKind.Security, Register, RecordId, $"{Act}", IsProtected: true);
}

/// <summary>Who is named on what.</summary>
internal static class Handlers
{
    extension(GenomlysDb db)
    {
        public DbSet<RecordHandler> RecordHandlers => db.Set<RecordHandler>();
        public DbSet<HandlingEvent> HandlingEvents => db.Set<HandlingEvent>();

        /// <summary>The records that the viewer is named on now.</summary>
        public IQueryable<RecordHandler> NamedOn() => db.RecordHandlers.Where(h => h.AccountId == db.Viewer.Handler && (h.Until == null || h.Until > db.Now));

        /// <summary>Whether the viewer may change the protected record: he is named on it, not for a time, or is about to be.</summary>
        public bool MayHandle(Guid record) => db.Viewer.IsProgram
            || db.ChangeTracker.Entries<RecordHandler>().Any(h => h.State is EntityState.Added && h.Entity.RecordId == record && h.Entity.AccountId == db.Viewer.Handler && h.Entity.Until is null)
            || db.RecordHandlers.Any(h => h.RecordId == record && h.AccountId == db.Viewer.Handler && h.Until == null);

        /// <summary>Names the viewer on a record that he is making more secret than he is cleared for: he would lose it. The caller saves.</summary>
        public void NameViewer(string register, Guid record, DateTimeOffset now)
        {
            if (db.MayHandle(record) || db.Viewer.Handler is not { } account)
                return;
            db.Add(new RecordHandler { Id = Id<RecordHandler>.New(), Register = register, RecordId = record, AccountId = account, NamedById = account, NamedAt = now });
            db.Note(register, record, HandlingAct.Named, account);
        }

        /// <summary>Saved with the act it tells of.</summary>
        public void Note(string register, Guid record, HandlingAct act, Guid? account = null) => db.Add(new HandlingEvent
        {
            Id = Id<HandlingEvent>.New(), Register = register, RecordId = record, Act = act, ActorId = db.Viewer.Account, AccountId = account, At = db.Now,
        });
    }
}

internal sealed class RecordHandlerStorage : IEntityTypeConfiguration<RecordHandler>
{
    public void Configure(EntityTypeBuilder<RecordHandler> handler)
    {
        handler.ToTable("access_handlers");   // rows are saved in the order of their tables' names: whoever is named must be so before the record he protects is saved, or PostgreSQL refuses it
        handler.Property(h => h.Register).HasMaxLength(60);
        handler.HasIndex(h => new { h.AccountId, h.RecordId });
        handler.HasIndex(h => h.RecordId);
    }
}

internal sealed class HandlingEventStorage : IEntityTypeConfiguration<HandlingEvent>
{
    public void Configure(EntityTypeBuilder<HandlingEvent> happened)
    {
        happened.ToTable("handling_events");
        happened.Property(e => e.Register).HasMaxLength(60);
        happened.HasIndex(e => new { e.RecordId, e.At });
    }
}

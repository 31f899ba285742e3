using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Audit;

/// <summary>Each change is told in the log by the save that makes it, whoever saves: both are kept or neither is.</summary>
public sealed class KeepAudit : SaveChangesInterceptor
{
    private const int MostOfText = 400;
    private const string Nothing = "null";
    private static readonly ConcurrentDictionary<Type, bool> Audited = new();
    private static readonly IReadOnlySet<string> None = new HashSet<string>();
    private static readonly Func<string, (string Before, string After)?> Unsaid = _ => null;

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && IsAudited(e.Metadata.ClrType)).ToList())
            Tell(db, entry);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));

    /// <summary>The log does not tell of itself, nor of what says why it need not be told.</summary>
    internal static bool IsAudited(Type type) => Audited.GetOrAdd(type, t => t.Namespace != typeof(KeepAudit).Namespace && !t.IsDefined(typeof(NotAuditedAttribute)));

    /// <summary>What is done beside the rows: a file read in, a list taken out, a record read. Saved by whoever saves next.</summary>
    internal static void Tell(GenomlysDb db, AuditTold told) => Add(db, told, [], Unsaid);

    private static void Tell(GenomlysDb db, EntityEntry entry)
    {
        if (entry.Entity is IAudited own)
        {
            if (entry.State is EntityState.Added)
                Tell(db, own.ForAudit());
            return;
        }
        if (entry.Entity is Attachment attachment)
        {
            Tell(db, attachment, entry.State);
            return;
        }
        var register = db.Registers.Of(entry.Metadata.ClrType);
        var changed = entry.State is EntityState.Modified ? entry.Properties.Where(IsChanged).ToList() : [];
        var kind = KindOf(entry.State, changed);
        changed.RemoveAll(p => p.Metadata.Name is Register.ArchivedAt);
        if (kind is AuditKind.Changed && changed is [])
            return;
        var kept = register?.Kept ?? None;
        changed.Sort((a, b) => string.CompareOrdinal(a.Metadata.Name, b.Metadata.Name));
        Add(db, new AuditTold(kind, register?.Name ?? entry.Metadata.GetTableName()!, KeyOf(entry), "", IsProtected: IsProtected(entry), Unit: register?.StandingOf(entry).Unit is { } unit && unit != default ? unit : null), [.. changed.Select(p => p.Metadata.Name)], Said);

        (string, string)? Said(string name) => kept.Contains(name) && changed.Find(p => p.Metadata.Name == name) is { } property ? (StoredValue.Json(property.Metadata, property.OriginalValue), StoredValue.Json(property.Metadata, property.CurrentValue)) : null;
    }

    /// <summary>A file is told of as its record is, and hidden with it. What it is called and holds lies beside, as what a record says does.</summary>
    private static void Tell(GenomlysDb db, Attachment attachment, EntityState state)
    {
        var (unit, secrecy) = db.Registers.Of(attachment.Register)?.Stored(db, [attachment.RecordId]).GetValueOrDefault(attachment.RecordId) ?? default;
        var kind = state switch { EntityState.Added => AuditKind.Attached, EntityState.Deleted => AuditKind.Detached, _ => AuditKind.Examined };
        var says = kind is AuditKind.Examined ? [] : attachment.Told.ToDictionary(t => t.Name, t => JsonSerializer.Serialize(t.Value));
        Add(db, new AuditTold(kind, attachment.Register, attachment.RecordId, kind is AuditKind.Examined ? $"{attachment.Id} {attachment.State}" : $"{attachment.Id}", IsProtected: secrecy is Secrecy.Protected, Unit: unit is { } one && one != default ? one : null),
            [.. says.Keys.Order(StringComparer.Ordinal)], name => kind is AuditKind.Attached ? (Nothing, says[name]) : (says[name], Nothing));
    }

    private static AuditKind KindOf(EntityState state, List<PropertyEntry> changed) => state switch
    {
        EntityState.Added => AuditKind.Created,
        EntityState.Deleted => AuditKind.Removed,
        _ when changed.Find(p => p.Metadata.Name is Register.ArchivedAt) is { } archived => archived.CurrentValue is null ? AuditKind.Restored : AuditKind.Archived,
        _ => AuditKind.Changed,
    };

    private static bool IsChanged(PropertyEntry property) => property.IsModified && property.Metadata.Name is not (Register.Version or Register.SearchText) && !Equals(property.OriginalValue, property.CurrentValue);

    private static bool IsProtected(EntityEntry entry) => entry.Entity is RecordHandler
        || (entry.Metadata.FindProperty(nameof(Guarded.Secrecy)) is not null && entry.Property(nameof(Guarded.Secrecy)) is var secrecy && (secrecy.CurrentValue is Secrecy.Protected || (entry.State is not EntityState.Added && secrecy.OriginalValue is Secrecy.Protected)));

    /// <summary>What hangs on a record, as a deadline does, is told by the record: it is hidden with it.</summary>
    private static Guid? KeyOf(EntityEntry entry) => entry.Metadata.FindProperty(nameof(AuditEvent.RecordId)) is { } of && entry.CurrentValues[of] is Guid record ? record :
        entry.Metadata.FindPrimaryKey() is { Properties: [var key] } && StoredValue.Plain(key, entry.CurrentValues[key]) is Guid id ? id : null;

    private static void Add(GenomlysDb db, AuditTold told, IReadOnlyList<string> fields, Func<string, (string Before, string After)?> said)
    {
        var (id, scribe) = (Id<AuditEvent>.New(), db.Scribe);
        var values = new Dictionary<string, string[]>();
        if (scribe is not null)
            foreach (var field in fields)
                if (said(field) is (var before, var after))
                    values[field] = [Convert.ToBase64String(RandomNumberGenerator.GetBytes(AuditHash.SaltBytes)), before, after];
        var happened = new AuditEvent
        {
            Id = id, At = db.Now.ToMicroseconds, Kind = told.Kind, Register = told.Register, RecordId = told.RecordId, UnitId = told.Unit, ActorId = told.Actor ?? (db.Viewer.Account is { } actor ? new(actor) : null), From = scribe?.From ?? "",
            Fields = string.Join('\n', fields),
            Commitments = values.Count is 0 ? "" : string.Join('\n', fields.Select(f => values.TryGetValue(f, out var kept) ? AuditHash.Commitment(Convert.FromBase64String(kept[0]), f, kept[1], kept[2]) : "-")),
            Subject = Short(told.Subject), Reason = Short(told.Reason is "" ? db.Because : told.Reason), IsProtected = told.IsProtected,
        };
        db.Add(happened);
        db.Registers.Of(typeof(AuditEvent))?.BeforeSave(db.Entry(happened));
        if (told is { IsProtected: true, RecordId: { } hidden } && !db.ChangeTracker.Entries<AuditVeil>().Any(v => v.Entity.RecordId == hidden) && !db.Set<AuditVeil>().Any(v => v.RecordId == hidden))
            db.Add(new AuditVeil { EventId = id, RecordId = hidden });
        if (values.Count > 0)
            db.Add(new AuditValues { EventId = id, Sealed = scribe!.Seal(JsonSerializer.Serialize(values), AuditValues.Place(id)) });
    }

    private static string Short(string text) => text.Length <= MostOfText ? text : text[..MostOfText];
}

/// <summary>What the log needs of the running program: where a request comes from, and the key that values are sealed with.</summary>
public sealed class AuditScribe(Sealing sealing, IHttpContextAccessor request)
{
    /// <summary>The request that is being answered; nothing when the program works by itself.</summary>
    internal HttpContext? Http => request.HttpContext;

    public string From => Http?.Connection.RemoteIpAddress?.ToString() ?? "";

    public string Seal(string text, string place) => sealing.Seal(text, place);
}

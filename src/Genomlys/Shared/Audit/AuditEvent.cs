using Genomlys.Shared.Access;

namespace Genomlys.Shared.Audit;

public enum AuditKind { Created, Changed, Archived, Restored, Removed, Attached, Detached, Examined, Marked, Held, Released, Disposed, Imported, ImportUndone, Read, Exported, Security }

/// <summary>
/// That something was done: by whom, when, from where, to what and why. Saved in the same transaction as what it tells of, and never changed.
/// What a record said before and after lies beside it (<see cref="AuditValues"/>), so that it can be purged; here stand the names of the fields and a commitment to each.
/// </summary>
public sealed class AuditEvent : IRecord<AuditEvent>, IUnchanging
{
    public required Id<AuditEvent> Id { get; init; }

    public required DateTimeOffset At { get; init; }
    public required AuditKind Kind { get; init; }

    /// <summary>The register by its name, or the table where it is none.</summary>
    public required string Register { get; init; }
    public Guid? RecordId { get; init; }

    /// <summary>The unit the record belonged to; null where it belongs to none.</summary>
    public Id<Unit>? UnitId { get; init; }

    /// <summary>Null for the program itself, or for someone who has not signed in.</summary>
    public Id<Colleague>? ActorId { get; init; }

    /// <summary>The address it came from; empty at the machine itself.</summary>
    public string From { get; init; } = "";

    /// <summary>The fields that were changed, in alphabetical order, each on a line of its own.</summary>
    public string Fields { get; init; } = "";

    /// <summary>A commitment to each of them, in hexadecimal, in the same order; empty where no values are kept.</summary>
    public string Commitments { get; init; } = "";

    /// <summary>What it was, where the kind does not say it: a file, a method of signing in.</summary>
    public string Subject { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>Of a record that is for those named on it: the log shows it to nobody, and from then on nothing that was told of the record before (<see cref="AuditVeil"/>).</summary>
    public bool IsProtected { get; init; }

    /// <summary>What the leaf of the tree is made of, field by field.</summary>
    internal IReadOnlyList<string> Told =>
    [
        Id.ToString(), At.Hashed, Kind.ToString(), Register, $"{RecordId}", $"{UnitId}", $"{ActorId}",
        From, Fields, Commitments, Subject, Reason, IsProtected ? "protected" : "",
    ];

    internal byte[] Leaf => AuditHash.Leaf(Told);
}

/// <summary>What the changed fields of a record said before and after, sealed with the master key. The only part of the log that is ever taken away.</summary>
public sealed class AuditValues
{
    public required Id<AuditEvent> EventId { get; init; }
    public required string Sealed { get; init; }

    internal static string Place(Id<AuditEvent> id) => $"audit {id}";
}

/// <summary>
/// A record of which something protected has been told: the log shows nothing of it any more. Kept apart from the events, since the filter on them cannot ask themselves;
/// it follows from them, and the verification sees that none is missing and none too many.
/// </summary>
public sealed class AuditVeil : IUnchanging
{
    public required Id<AuditEvent> EventId { get; init; }
    public required Guid RecordId { get; init; }
}

/// <summary>An event's place in the tree: from 0, without gaps.</summary>
public sealed class AuditLeaf : IUnchanging
{
    public required long Position { get; init; }
    public required Id<AuditEvent> EventId { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>The root of the tree when it had so many leaves, signed. Whoever keeps one elsewhere can see that nothing before it was rewritten.</summary>
public sealed class AuditCheckpoint : IUnchanging
{
    public required long Size { get; init; }
    public required byte[] Root { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>ECDSA on P-256 with SHA-256, over <see cref="Checkpoint.Text"/>.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The whole subtrees that the root is made of, largest first: the tree grows on from them.</summary>
    public required byte[] Frontier { get; init; }
}

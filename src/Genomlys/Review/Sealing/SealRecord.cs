using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Sealing;

/// <summary>
/// What anyone may know of a decided review who holds one of its files or its code: whose it is, when it was decided, whether it still holds, and how it was sealed.
/// Anyone who asks reads these rows, so nothing else is ever put here.
/// </summary>
public sealed class SealRecord : IRecord<SealRecord>
{
    public required Id<SealRecord> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }

    public required ReviewKind Kind { get; init; }

    /// <summary>Of the review: a correction is a higher one.</summary>
    public required int Version { get; init; }

    /// <summary>As it is printed in the document; <see cref="SealSubject.NewCode"/>.</summary>
    public required string Code { get; init; }
    public required string Organisation { get; init; }
    public required DateOnly Decided { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required bool IsSealed { get; init; }
    public required bool IsTimestamped { get; init; }

    /// <summary>The decision that holds instead.</summary>
    public Id<SealRecord>? ReplacedById { get; private set; }

    public void GiveWayTo(SealRecord newer) => ReplacedById ??= newer.Id;
}

/// <summary>A file of a sealed review, known by its SHA-256 (small hexadecimal).</summary>
[NotAudited("belongs to a seal that is told")]
public sealed class SealedFile
{
    public required Id<SealRecord> SealId { get; init; }
    public required string Name { get; init; }
    public required string Sha256 { get; init; }
}

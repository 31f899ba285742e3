using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Decision;

/// <summary>A review as it was decided: written once. What is found wrong later becomes an edition of its own, which says what it corrects.</summary>
public sealed class DecidedEdition : IUnchanging
{
    public required Id<DecidedEdition> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required int Edition { get; init; }
    public required Id<Freezing.Freeze> FreezeId { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid? ById { get; init; }

    /// <summary>Title and name of whoever decided, as the decision line prints it.</summary>
    public required string By { get; init; }

    /// <summary>The number in the authority's diary, as it was then.</summary>
    public string? Reference { get; init; }

    /// <summary>Printed in the document: whoever holds it can ask whether the decision still stands.</summary>
    public required string Code { get; init; }

    /// <summary>What it corrects, and why; nothing in the first edition.</summary>
    public string? Correction { get; init; }
}

/// <summary>A file of a decided edition, exactly as it left the program.</summary>
[NotAudited("belongs to an edition that is told")]
public sealed class DecidedFile : IUnchanging
{
    public required Id<DecidedFile> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required Id<DecidedEdition> EditionId { get; init; }
    public required string Name { get; init; }
    public required string MediaType { get; init; }

    /// <summary>SHA-256, in hexadecimal.</summary>
    public required string Hash { get; init; }
    public required byte[] Content { get; init; }
}

using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Writing;

/// <summary>How a version of a text came to be.</summary>
public enum VersionOrigin
{
    Saved,

    /// <summary>Two had written from the same text, in different paragraphs.</summary>
    Merged,

    /// <summary>Two had written at the same spot, and one of them chose.</summary>
    Chosen,
    Restored,
}

/// <summary>A place's text as it was saved once; never changed and never removed.</summary>
[NotAudited("is a history itself")]
public sealed class TextVersion : IUnchanging
{
    public required Id<TextVersion> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Place { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }
    public required string Markdown { get; init; }
    public required bool IsReady { get; init; }
    public required VersionOrigin Origin { get; init; }

    /// <summary>The version it brought back.</summary>
    public int? RestoredFrom { get; init; }

    /// <summary>The account; nothing when the program itself saved it.</summary>
    public Guid? ById { get; init; }
    public required DateTimeOffset At { get; init; }
}

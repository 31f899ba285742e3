using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Writing;

/// <summary>What someone is writing at a place and has not saved: kept for him alone, one for each place.</summary>
[NotAudited("a draft that nobody else sees")]
public sealed class OwnDraft
{
    public required Id<OwnDraft> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Place { get; init; }
    public required Guid AccountId { get; init; }

    /// <summary>The version it was begun from.</summary>
    public int BasedOn { get; private set; }
    public string Markdown { get; private set; } = "";
    public DateTimeOffset KeptAt { get; private set; }

    /// <summary>Counts the times it was kept, so that one window does not write over another.</summary>
    public int Version { get; private set; }

    public Outcome Keep(string markdown, int basedOn, int seenVersion, DateTimeOffset at)
    {
        if (seenVersion != Version)
            return Outcome.Refused("Draft.Elsewhere");
        if (markdown.Length > AuthorText.MostCharacters)
            return Outcome.Refused("TooLong");
        (Markdown, BasedOn, KeptAt, Version) = (markdown, basedOn, at, Version + 1);
        return Outcome.Done;
    }
}

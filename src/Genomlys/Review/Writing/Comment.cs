using Genomlys.Shared;

namespace Genomlys.Review.Writing;

/// <summary>A remark about a place, or an answer to one. It is talk between those who write and never a part of the report.</summary>
public sealed class Comment
{
    public const int MostCharacters = 4_000;

    public required Id<Comment> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Place { get; init; }

    /// <summary>The remark it answers; nothing when it is one itself.</summary>
    public Id<Comment>? AnswersId { get; init; }
    public required string Text { get; init; }
    public Guid? ById { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? ResolvedById { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    public bool IsOpen => ResolvedAt is null;

    public Outcome Resolve(Guid? by, DateTimeOffset at)
    {
        if (!IsOpen)
            return Outcome.Refused("Comment.ResolvedAlready");
        (ResolvedById, ResolvedAt) = (by, at);
        return Outcome.Done;
    }

    public Outcome Reopen()
    {
        if (IsOpen)
            return Outcome.Refused("Comment.IsOpen");
        (ResolvedById, ResolvedAt) = (null, null);
        return Outcome.Done;
    }
}

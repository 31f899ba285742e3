using Genomlys.Shared;

namespace Genomlys.Review.Checks;

/// <summary>Someone with the right to decide holds that an error may stand, and says why. It goes by the problem's fingerprint and falls when that problem is gone.</summary>
public sealed class ReviewOverride
{
    public required Id<ReviewOverride> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required string Fingerprint { get; init; }
    public string Reason { get; private set; } = "";
    public Guid? ById { get; private set; }
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public const int MostCharacters = 2000;

    /// <summary>The reason is kept, with who gave it and when.</summary>
    public Outcome Give(string reason, Guid? account, string by, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Refused("Override.NoReason");
        if (reason.Length > MostCharacters)
            return Outcome.Refused("TooLong");
        (Reason, ById, By, At) = (reason.Trim(), account, by, at);
        return Outcome.Done;
    }
}

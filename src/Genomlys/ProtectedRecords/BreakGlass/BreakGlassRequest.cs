using Genomlys.Accounts;
using Genomlys.Shared;

namespace Genomlys.ProtectedRecords.BreakGlass;

public enum BreakGlassState { Asked, Lapsed, Denied, Open, Over, Reviewed }

/// <summary>
/// That someone asks to have a protected record opened in an emergency: which, on what ground and why; who approved it, until when it holds, and what the
/// review of it found afterwards. Two people at least: nobody approves or reviews his own.
/// </summary>
public sealed class BreakGlassRequest : IRecord<BreakGlassRequest>
{
    /// <summary>Forgotten when nobody has decided within this.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    public required Id<BreakGlassRequest> Id { get; init; }
    public required Id<Account> AskedById { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The register by its name, and the record as the one who asks calls it. Whether there is such a record is not told before the approval.</summary>
    public required string Register { get; init; }
    public required string Reference { get; init; }
    public required string LegalGround { get; init; }
    public required string Reason { get; init; }
    public required string CaseNumber { get; init; }

    /// <summary>To be named on it for good, where none of those named is left; else for reading, and for a while.</summary>
    public required bool AsHandler { get; init; }

    public Id<Account>? DecidedById { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public DateTimeOffset? Until { get; private set; }
    public Id<Account>? ReviewedById { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public string? ReviewNote { get; private set; }

    public BreakGlassState StateAt(DateTimeOffset now) => ReviewedAt is not null ? BreakGlassState.Reviewed
        : DecidedAt is null ? now - AskedAt < Waits ? BreakGlassState.Asked : BreakGlassState.Lapsed
        : Until is not { } until ? BreakGlassState.Denied
        : now < until ? BreakGlassState.Open : BreakGlassState.Over;

    public Outcome Approve(Id<Account> by, DateTimeOffset at, TimeSpan lasts) => Decide(by, at, at + lasts);

    public Outcome Deny(Id<Account> by, DateTimeOffset at) => Decide(by, at, null);

    public Outcome End(DateTimeOffset at)
    {
        if (StateAt(at) is not BreakGlassState.Open)
            return Outcome.Refused("NotOpen");
        Until = at;
        return Outcome.Done;
    }

    public Outcome Review(Id<Account> by, string note, DateTimeOffset at)
    {
        if (by == AskedById)
            return Outcome.Refused("NotYourOwn");
        if (StateAt(at) is not BreakGlassState.Over)
            return Outcome.Refused("NotOver");
        (ReviewedById, ReviewedAt, ReviewNote) = (by, at, note);
        return Outcome.Done;
    }

    private Outcome Decide(Id<Account> by, DateTimeOffset at, DateTimeOffset? until)
    {
        if (by == AskedById)
            return Outcome.Refused("NotYourOwn");
        if (StateAt(at) is not BreakGlassState.Asked)
            return Outcome.Refused("DecidedAlready");
        (DecidedById, DecidedAt, Until) = (by, at, until);
        return Outcome.Done;
    }
}

using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Accounts.Sessions;

/// <summary>How far a visit has come.</summary>
public enum SessionStage
{
    /// <summary>Nobody yet: a challenge has been sent that a passkey is to answer.</summary>
    Challenge,

    /// <summary>The password was right; a code is asked for.</summary>
    SecondFactor,
    SignedIn,
}

/// <summary>
/// A visit of someone who is signing in or has signed in, kept here and not in the cookie, so that it ends when we say so.
/// The cookie holds a random key; only its hash is kept.
/// </summary>
[NotAudited("a visit; the security log tells when it begins and ends")]
public sealed class Session
{
    /// <summary>A visit that is left alone ends after this.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>And every visit after this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    /// <summary>What is begun must be finished within this: a code, a passkey.</summary>
    public static readonly TimeSpan Begun = TimeSpan.FromMinutes(5);

    public const int LongestProvided = 255;

    public required string KeyHash { get; init; }
    public Id<Account>? AccountId { get; init; }
    public required SessionStage Stage { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When he last showed who he is, by password and code or by passkey.</summary>
    public required DateTimeOffset ProvedAt { get; init; }

    /// <summary>By passkey, or password and code: more than something he knows.</summary>
    public bool IsStrong { get; init; }

    /// <summary>Begun through the authority's identity provider: its own name for the visit, which may be empty. Null for a visit that began here.</summary>
    public string? Provided { get; init; }

    /// <summary>What a passkey is asked to answer; gone when it has.</summary>
    public string? Challenge { get; set; }

    public bool IsAlive(DateTimeOffset now) => Stage is SessionStage.SignedIn
        ? now - SeenAt < Idle && now - StartedAt < Longest && StartedAt <= now
        : now - StartedAt < Begun && StartedAt <= now;
}

using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Accounts.Log;

public enum SecurityEventKind
{
    SignedIn,
    SignInRefused,
    CodeRefused,
    TooManyAttempts,
    SignedOut,
    Refused,
    AccountCreated,
    AccountDisabled,
    AccountEnabled,
    PasswordReset,
    PasswordChanged,
    FactorAdded,
    FactorRemoved,
    RecoveryCodeUsed,
    RoleGiven,
    RoleApproved,
    RoleEnded,
    BreakGlassAsked,
    BreakGlassApproved,
    BreakGlassDenied,
    BreakGlassEnded,
    BreakGlassReviewed,
    TokenCreated,
    TokenEnded,
    TokenRefused,
    PasswordResetAsked,
    MailAddressAsked,
    MailAddressChanged,
    MailAddressRemoved,
}

/// <summary>Something that concerns who may do what: who did it, to whom, when, from where and why. Written once, never changed.</summary>
public sealed class SecurityEvent : IRecord<SecurityEvent>, IAudited
{
    public required Id<SecurityEvent> Id { get; init; }
    public required SecurityEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null for someone who is not known to be anyone yet, or at the machine itself.</summary>
    public Id<Account>? ActorId { get; init; }

    /// <summary>Whom it concerns.</summary>
    public Id<Account>? AccountId { get; init; }

    /// <summary>The address it came from; empty at the machine itself.</summary>
    public string From { get; init; } = "";

    /// <summary>What was asked for: the address without its query, a role, a method of signing in.</summary>
    public string Subject { get; init; } = "";
    public string Reason { get; init; } = "";

    public AuditTold ForAudit() => new(AuditKind.Security, "accounts", AccountId?.Value, Subject is "" ? $"{Kind}" : $"{Kind}: {Subject}", Reason, Actor: ActorId is { } actor ? new(actor.Value) : null);
}

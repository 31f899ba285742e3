using Genomlys.Shared;

namespace Genomlys.Accounts;

public enum AccountState { Active, OneTimePassword, Disabled }

/// <summary>Someone who may sign in. What he may do then follows from his roles; the account by itself gives no right.</summary>
public sealed class Account : IRecord<Account>
{
    /// <summary>A password that someone else has made is changed at its first use, and dead after this.</summary>
    public static readonly TimeSpan OneTimeLasts = TimeSpan.FromDays(7);

    public required Id<Account> Id { get; init; }

    /// <summary>What he signs in with, in small letters.</summary>
    public required string SignInName { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; private set; }
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Salted and slow (PBKDF2, SHA-512); null when he has none to sign in with.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Made by someone else, until when; null for a password of his own.</summary>
    public DateTimeOffset? OneTimeUntil { get; private set; }

    /// <summary>The seed of his authenticator, sealed; null when he has none.</summary>
    public string? AuthenticatorSeed { get; private set; }

    /// <summary>The last step of time whose code he used: each works once (RFC 6238, 5.2).</summary>
    public long AuthenticatorStep { get; private set; }

    /// <summary>Where he is reached, and has shown that he is; null when he has not.</summary>
    public string? Mail { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    public void Password(string hash, DateTimeOffset? oneTimeUntil) => (PasswordHash, OneTimeUntil) = (hash, oneTimeUntil);

    public void Authenticator(string? seed, long step) => (AuthenticatorSeed, AuthenticatorStep) = (seed, step);

    public void ReachedAt(string? mail) => Mail = mail;

    public Outcome Disable(DateTimeOffset at)
    {
        if (IsDisabled)
            return Outcome.Refused("DisabledAlready");
        DisabledAt = at;
        return Outcome.Done;
    }

    public void Enable() => DisabledAt = null;
}

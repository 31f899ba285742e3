using Genomlys.Shared;

namespace Genomlys.Accounts.Factors;

/// <summary>A key on a device of the account's owner (WebAuthn): it answers for one domain only, and after its owner has shown it who he is.</summary>
public sealed class Passkey
{
    /// <summary>More than this no account has.</summary>
    public const int Most = 10;

    public const int LongestName = 100;

    public required Id<Passkey> Id { get; init; }
    public required Id<Account> AccountId { get; init; }

    /// <summary>By which the browser knows it.</summary>
    public required byte[] CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often the device says it has been used; one that goes back is a copy.</summary>
    public long SignCount { get; set; }
    public string Transports { get; init; } = "";
    public bool IsBackupEligible { get; init; }
    public bool IsBackedUp { get; set; }
    public byte[] AttestationObject { get; init; } = [];
    public byte[] ClientData { get; init; } = [];
}

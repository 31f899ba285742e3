using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Accounts.Reset;

public enum MailLinkPurpose { Verify, Reset }

/// <summary>A link that was sent by mail: 256 random bits of which only a hash is kept, good once and for a while, for one account and one address.</summary>
[NotAudited("good for an hour; the security log tells of it")]
public sealed class MailLink : IRecord<MailLink>
{
    /// <summary>How long an address may wait to be verified.</summary>
    public static readonly TimeSpan VerifyLasts = TimeSpan.FromHours(24);

    public static readonly TimeSpan ResetLasts = TimeSpan.FromMinutes(30);

    private const int SecretBytes = 32, IdLength = 32;

    public required Id<MailLink> Id { get; init; }
    public required Id<Account> AccountId { get; init; }
    public required MailLinkPurpose Purpose { get; init; }

    /// <summary>The address it was sent to.</summary>
    public required string Address { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    public static (string Text, string Hash) Make(Id<MailLink> id)
    {
        var text = $"{id.Value:N}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (text, HashOf(text));
    }

    public static Id<MailLink>? IdOf(string text) =>
        text.Length == IdLength + 1 + Base64Url.GetEncodedLength(SecretBytes) && text[IdLength] is '_' && Guid.TryParseExact(text.AsSpan(0, IdLength), "N", out var id) ? new Id<MailLink>(id) : null;

    public bool Is(string text, MailLinkPurpose purpose, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(Hash)) && Purpose == purpose && UsedAt is null && now < Until;

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

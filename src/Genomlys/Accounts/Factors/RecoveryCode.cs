using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared;
using Genomlys.Shared.Audit;
using OtpNet;

namespace Genomlys.Accounts.Factors;

/// <summary>A code that stands in for a lost authenticator, once. Eighty random bits; only its hash is kept.</summary>
[NotAudited("the security log tells when they are made and used")]
public sealed class RecoveryCode
{
    /// <summary>As many as are made at a time.</summary>
    public const int Count = 10;

    private const int Bytes = 10, GroupLength = 4;

    public required Id<RecoveryCode> Id { get; init; }
    public required Id<Account> AccountId { get; init; }
    public required string Hash { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).Chunk(GroupLength).Select(g => new string(g))))];

    public static string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())));
}

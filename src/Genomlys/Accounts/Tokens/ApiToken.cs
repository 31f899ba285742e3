using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Accounts.Tokens;

public enum TokenState { Current, Unused, Expired, Ended }

/// <summary>
/// A key with which another system uses the API on someone's behalf: <c>lis_&lt;id&gt;_&lt;256 random bits&gt;</c>, of which only a hash is kept.
/// It gives a part of what its owner may at the moment it is used, never more.
/// </summary>
public sealed class ApiToken : IRecord<ApiToken>
{
    /// <summary>Of its name: what it is for.</summary>
    public const int LongestName = 100;

    /// <summary>Of the list of networks.</summary>
    public const int LongestNetworks = 400;

    private const string Mark = "lis_";
    private const int SecretBytes = 32, IdLength = 32, TailLength = 4;

    public required Id<ApiToken> Id { get; init; }
    public required Id<Account> AccountId { get; init; }
    public required string Name { get; init; }
    public required string Hash { get; init; }

    /// <summary>By which its owner tells it from others.</summary>
    public required string LastFour { get; init; }

    /// <summary>The areas it is for, with commas between.</summary>
    public required string Areas { get; init; }
    public required Rights Rights { get; init; }

    /// <summary>For the unit and those below it; null: wherever its owner may.</summary>
    public Id<Unit>? UnitId { get; init; }

    /// <summary>Where it may come from, with spaces between; empty: from anywhere.</summary>
    public string Networks { get; init; } = "";
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day it holds.</summary>
    public required DateOnly Until { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public Id<Account>? EndedById { get; private set; }

    public static (string Text, string Hash, string LastFour) Make(Id<ApiToken> id)
    {
        var text = $"{Mark}{id.Value:N}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (text, HashOf(text), text[^TailLength..]);
    }

    /// <summary>Which token a text says it is; nothing when it is none by its form.</summary>
    public static Id<ApiToken>? IdOf(string text) =>
        text.Length == Mark.Length + IdLength + 1 + Base64Url.GetEncodedLength(SecretBytes) && text.StartsWith(Mark, StringComparison.Ordinal) && text[Mark.Length + IdLength] is '_'
        && Guid.TryParseExact(text.AsSpan(Mark.Length, IdLength), "N", out var id) ? new Id<ApiToken>(id) : null;

    /// <summary>Whether the text is this very token, in the one spelling it has; takes as long wherever it differs.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(Hash));

    public bool IsFor(Area area) => Areas.Split(',').Contains(area.ToString());

    public TokenState StateAt(DateTimeOffset now, TimeSpan restsAtMost) => EndedAt is not null ? TokenState.Ended : Period.DayOf(now) > Until ? TokenState.Expired
        : now - (LastUsedAt ?? CreatedAt) >= restsAtMost ? TokenState.Unused : TokenState.Current;

    public Outcome End(Id<Account>? by, DateTimeOffset at)
    {
        if (EndedAt is not null)
            return Outcome.Refused("TokenEndedAlready");
        (EndedById, EndedAt) = (by, at);
        return Outcome.Done;
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using Genomlys.Shared;
using Genomlys.Shared.Audit;

namespace Genomlys.Accounts.Federation;

/// <summary>Whom an account is to the authority's identity provider: its issuer and its subject, never an address or a name, which may pass to another.</summary>
public sealed class ProviderIdentity
{
    public const int LongestSubject = 255, LongestGroups = 4000;

    public required Id<ProviderIdentity> Id { get; init; }
    public required Id<Account> AccountId { get; init; }
    public required string Issuer { get; init; }
    public required string Subject { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Those of his groups that propose a role, as the provider last said, one a line. They give nothing.</summary>
    public string Groups { get; private set; } = "";

    public IEnumerable<string> InGroups => Groups.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What is good once and has been used: an answer of the provider, a notice that someone has signed out. Only its hash is kept.</summary>
[NotAudited("kept so that nothing is used twice")]
internal sealed class UsedToken
{
    public required string Hash { get; init; }
    public required DateTimeOffset Until { get; init; }
}

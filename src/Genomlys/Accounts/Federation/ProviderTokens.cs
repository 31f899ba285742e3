using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Genomlys.Accounts.Federation;

/// <summary>
/// Whether a token is the provider's, for us, and now. Asked of every token and in full: also of one that came straight from the provider, whose signature
/// the framework would do without (OpenID Connect Core 3.1.3.7, 6).
/// </summary>
internal sealed class ProviderTokens(ProviderRules rules, ProviderMetadata metadata, TimeProvider clock) : JsonWebTokenHandler
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Signed with a key that only the provider has; never with one that two share, and never not at all.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var first = await base.ValidateTokenAsync(token, await StrictAsync());
        return first.Exception is SecurityTokenSignatureKeyNotFoundException && await metadata.RefreshAsync(CancellationToken.None) ? await base.ValidateTokenAsync(token, await StrictAsync()) : first;
    }

    private async Task<TokenValidationParameters> StrictAsync() => new()
    {
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        ValidateIssuerSigningKey = true,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = (await metadata.GetConfigurationAsync(CancellationToken.None)).SigningKeys,
        IssuerValidator = (issuer, _, _) => issuer == rules.Issuer ? issuer : throw new SecurityTokenInvalidIssuerException("Another issuer."),
        AudienceValidator = (audiences, _, _) => audiences.Any() && audiences.All(a => a == rules.ClientId),
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
    };

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Skew && (from is not { } start || start <= now + Skew);
    }
}

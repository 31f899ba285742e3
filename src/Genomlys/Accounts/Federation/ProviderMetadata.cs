using System.Text.Json;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Genomlys.Accounts.Federation;

/// <summary>
/// What the provider says of itself: where it is asked, and the keys it signs with. Fetched when first needed and kept half a day; a key that is not known has it
/// fetched anew, once in five minutes at most. When the provider does not answer, what is known goes on holding.
/// </summary>
internal sealed class ProviderMetadata(ProviderRules rules, TimeProvider clock) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12), Between = TimeSpan.FromMinutes(5), Rest = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim oneAtATime = new(1);
    private OpenIdConnectConfiguration? known;
    private DateTimeOffset knownAt, askedAt, failedAt;

    public HttpClient Http => field ??= ProviderLine.To(new Uri(rules.Issuer), rules.Patience);

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (known is { } kept && clock.GetUtcNow() - knownAt < Kept)
            return kept;
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (known is null && now - failedAt >= Rest)
                await FetchAsync(now, cancel);
            else if (known is not null && now - knownAt >= Kept && now - askedAt >= Between)
                await TryFetchAsync(now, cancel);
            return known ?? throw new ProviderDownException();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>A key was not known. Whether it may be by now.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            return now - askedAt >= Between && await TryFetchAsync(now, cancel);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Not by others' leave: what is asked for is asked by whoever checks a token, who waits for the answer.</summary>
    public void RequestRefresh()
    {
    }

    public void Dispose()
    {
        Http.Dispose();
        oneAtATime.Dispose();
    }

    private async Task<bool> TryFetchAsync(DateTimeOffset now, CancellationToken cancel)
    {
        askedAt = now;
        try
        {
            await FetchAsync(now, cancel);
            return true;
        }
        catch (ProviderDownException)
        {
            return false;
        }
    }

    private async Task FetchAsync(DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            var documents = new HttpDocumentRetriever(Http) { RequireHttps = rules.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase) };
            var said = await OpenIdConnectConfigurationRetriever.GetAsync($"{rules.Issuer.TrimEnd('/')}/.well-known/openid-configuration", documents, cancel);
            if (said.Issuer != rules.Issuer || !IsSafe(said.AuthorizationEndpoint) || !IsSafe(said.TokenEndpoint) || said.SigningKeys.Count is 0)
                throw new ProviderDownException();
            (known, knownAt) = (said, now);
        }
        catch (Exception down) when (down is not ProviderDownException && (down is IOException or HttpRequestException or JsonException or ArgumentException or InvalidOperationException or SecurityTokenException or NotSupportedException or FormatException
            || (down is OperationCanceledException && !cancel.IsCancellationRequested)))
        {
            failedAt = now;
            throw new ProviderDownException(down);
        }
        catch (ProviderDownException)
        {
            failedAt = now;
            throw;
        }
    }

    /// <summary>Where a browser may be sent: over TLS, or to this machine as the issuer itself.</summary>
    private bool IsSafe(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.IsLoopback && new Uri(rules.Issuer).Scheme == uri.Scheme));
}

/// <summary>The provider does not answer, or answers what cannot be.</summary>
internal sealed class ProviderDownException(Exception? why = null) : Exception("The identity provider did not answer as one.", why);

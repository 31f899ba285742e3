namespace Genomlys.Accounts.Federation;

/// <summary>The program's own line to the provider: to the issuer's scheme, host and port and nowhere else, whatever the provider's answers name; nothing endless is waited for or read.</summary>
internal sealed class ProviderLine : DelegatingHandler
{
    private const int LongestAnswer = 1024 * 1024;
    private readonly Uri issuer;

    private ProviderLine(Uri issuer) : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 20 }) => this.issuer = issuer;

    public static HttpClient To(Uri issuer, TimeSpan patience) => new(new ProviderLine(issuer)) { Timeout = patience, MaxResponseContentBufferSize = LongestAnswer };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } asked && Uri.Compare(asked, issuer, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) is 0
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException("Only the configured issuer is asked.");
}

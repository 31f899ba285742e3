using Genomlys.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Genomlys.Accounts.Federation;

/// <summary>The framework's OpenID Connect handler as it is set here; none of it is loaded where no provider is configured.</summary>
internal static class ProviderScheme
{
    public const string Name = "provider", Callback = "/sign-in/provider/callback";

    /// <summary>What is begun at the provider must be finished within this.</summary>
    private static readonly TimeSpan Begun = TimeSpan.FromMinutes(10);

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        _ = new ProviderRules(configuration);   // wrong settings are told at the start, not at the first sign-in
        services.AddSingleton<ProviderMetadata>().AddSingleton<ProviderTokens>().AddScoped<ProviderEvents>().AddScoped<ProviderLogout>();
        services.AddAuthentication().AddOpenIdConnect(Name, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Name).Configure<ProviderRules, ProviderMetadata, ProviderTokens>(Set);
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));   // it would write down what the provider and its tokens say
    }

    private static void Set(OpenIdConnectOptions o, ProviderRules rules, ProviderMetadata metadata, ProviderTokens tokens)
    {
        (o.ClientId, o.ClientSecret) = (rules.ClientId, rules.ClientSecret);
        (o.ResponseType, o.ResponseMode, o.UsePkce) = ("code", "query", true);
        (o.CallbackPath, o.RemoteSignOutPath, o.SignedOutCallbackPath) = (Callback, default, default);
        (o.SignInScheme, o.EventsType) = (SessionHandler.Name, typeof(ProviderEvents));
        (o.ConfigurationManager, o.Backchannel, o.RefreshOnIssuerKeyNotFound) = (metadata, metadata.Http, false);
        (o.SaveTokens, o.GetClaimsFromUserInfoEndpoint, o.DisableTelemetry, o.MapInboundClaims) = (false, false, true, false);
        tokens.MapInboundClaims = false;
        o.TokenHandler = tokens;
        o.ProtocolValidator.NonceLifetime = o.RemoteAuthenticationTimeout = Begun;
        o.ClaimActions.Clear();
        o.Scope.Clear();
        o.Scope.Add("openid");
        o.Scope.Add("profile");
        foreach (var cookie in new[] { o.CorrelationCookie, o.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);   // the provider sends the browser back with a link, not a form
    }
}

using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Genomlys.Accounts.Federation;

/// <summary>To the provider and back. Mapped only where one is configured.</summary>
internal static partial class ProviderRoutes
{
    private static readonly string[] Problems = ["Provider.Down", "Provider.Denied", "Provider.Late", "Provider.Refused", "Provider.Acr", "Provider.Disabled", "Provider.NotNow", "Provider.Another"];
    private static readonly FormOptions OneToken = new() { ValueCountLimit = 4, KeyLengthLimit = 100, ValueLengthLimit = ProviderLogout.Longest };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.Get("/sign-in/provider", call => ToProviderAsync(call, new() { RedirectUri = SignInRoutes.Local(call.Request.Query["back"]) })).Needs(Need.Nothing);

        // answered by the framework's handler before it comes here; declared so that it stands in the table with its rule
        app.Get(ProviderScheme.Callback, _ => Task.FromResult<IResult>(TypedResults.BadRequest())).Needs(Need.Nothing);

        // below /api: no browser sends it, and no form of ours; who sends it shows by its signature
        app.On(HttpMethods.Post, "/api/provider/logout", async call =>
            await NoticeAsync(call) is { } notice && await call.Service<ProviderLogout>().EndAsync(call.Http, notice, call.Stop) ? TypedResults.Ok() : TypedResults.BadRequest()).Needs(Need.Nothing);

        app.Get("/account/prove/provider", call => call.Http.Features.Get<Session>() is { } visit
            ? ToProviderAsync(call, new() { RedirectUri = SignInRoutes.Local(call.Request.Query["back"]), MaxAge = TimeSpan.Zero, Prompt = "login", Items = { [ProviderEvents.Visit] = visit.KeyHash } })
            : Task.FromResult<IResult>(TypedResults.NotFound())).Needs(Need.SignIn);
    }

    /// <summary>The one token that the form holds; nothing where it holds more than that.</summary>
    private static async Task<string?> NoticeAsync(Call call)
    {
        if (!call.Request.HasFormContentType)
            return null;
        try
        {
            return (await call.Request.ReadFormAsync(OneToken, call.Stop))["logout_token"] is [{ } only] ? only : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>To a page of ours that says in our words why he is not let in, at an address that holds nothing of the provider's.</summary>
    public static SeeOther Problem(string problem, string back, bool isProof) => new($"{(isProof ? "/account/prove" : "/sign-in")}?_problem={problem}&back={Uri.EscapeDataString(back)}");

    /// <summary>Such a problem as an address may name; nothing for any other.</summary>
    public static string ProblemIn(HttpRequest request) => request.Query["_problem"].ToString() is var said && Problems.Contains(said) ? said : "";

    /// <summary>Where to sign out at the provider too; nothing when it does not say, or does not answer.</summary>
    public static async Task<string?> SignOutHrefAsync(Call call)
    {
        try
        {
            return (await call.Service<ProviderMetadata>().GetConfigurationAsync(call.Stop)).EndSessionEndpoint is { Length: > 0 } end
                ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?> { ["client_id"] = call.Service<ProviderRules>().ClientId, ["post_logout_redirect_uri"] = $"{call.Request.Scheme}://{call.Request.Host}/sign-in" })
                : null;
        }
        catch (ProviderDownException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Nobody could be sent to the identity provider: {Kind}")]
    private static partial void Unreached(ILogger log, string kind);

    private static async Task<IResult> ToProviderAsync(Call call, OpenIdConnectChallengeProperties properties)
    {
        try
        {
            await call.Http.ChallengeAsync(ProviderScheme.Name, properties);
            return TypedResults.Empty;
        }
        catch (Exception down) when (down is ProviderDownException or HttpRequestException or IOException or OpenIdConnectProtocolException or OperationCanceledException && !call.Stop.IsCancellationRequested)
        {
            Unreached(call.Service<ILoggerFactory>().CreateLogger("Genomlys.Accounts.Federation"), ProviderEvents.Kind(down));
            return Problem("Provider.Down", properties.RedirectUri!, properties.Items.ContainsKey(ProviderEvents.Visit));
        }
    }
}

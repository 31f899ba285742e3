using System.Text.Json;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Genomlys.Accounts.Federation;

/// <summary>What is asked beyond what the framework's handler asks, and what becomes of its answers. Nothing the provider says in words is shown or written down.</summary>
internal sealed class ProviderEvents(ProviderRules rules, ProviderMetadata metadata, ProviderSignIn signIn) : OpenIdConnectEvents
{
    /// <summary>In what is kept with the browser while it is away: which visit is to be proved, and the number that the answer must repeat.</summary>
    public const string Visit = "visit";
    private const string Nonce = "nonce";

    /// <summary>What may go wrong at the provider, by the names the standards give it (RFC 6749, OpenID Connect Core).</summary>
    private static readonly string[] Errors = ["invalid_request", "invalid_client", "invalid_client_metadata", "invalid_redirect_uri", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "unsupported_response_type", "invalid_scope", "server_error", "temporarily_unavailable", "login_required", "interaction_required", "unmet_authentication_requirements"];

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        context.Properties.Items[Nonce] = context.ProtocolMessage.Nonce;
        if (rules.Acr is [_, ..])
            context.ProtocolMessage.AcrValues = string.Join(' ', rules.Acr);
        return Task.CompletedTask;
    }

    /// <summary>An answer comes by a link, and names its sender where senders do (RFC 9207).</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        var sender = context.Request.Query["iss"];
        var config = await metadata.GetConfigurationAsync(context.HttpContext.RequestAborted);
        if (!HttpMethods.IsGet(context.Request.Method) || sender.Count > 1 || (sender.Count is 1 ? sender != rules.Issuer : config.AuthorizationResponseIssParameterSupported))
            context.Fail(new SecurityTokenInvalidIssuerException("Another issuer answers."));
    }

    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (context.SecurityToken.Payload.Nonce is not { Length: > 0 } said || said != context.Properties?.Items[Nonce])
            context.Fail(new OpenIdConnectProtocolInvalidNonceException("An answer to another question."));
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var (http, who, back) = (context.HttpContext, ProvidedPerson.Of(context.Principal!, rules), SignInRoutes.Local(context.ReturnUri));
        var visit = context.Properties!.Items.TryGetValue(Visit, out var proved) ? proved : null;
        var (href, problem) = visit is null ? await signIn.EnterAsync(http, who, back, http.RequestAborted) : await signIn.ProveAsync(http, who, visit, back, http.RequestAborted);
        await (problem is "" ? new SeeOther(href) : ProviderRoutes.Problem(problem, back, visit is not null)).ExecuteAsync(http);
        context.HandleResponse();
    }

    public override Task AccessDenied(AccessDeniedContext context) => ShowAsync(context, "Provider.Denied", "access_denied", context.Properties, context.ReturnUrl);

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var failure = context.Failure is AuthenticationFailureException { InnerException: { } inner } ? inner : context.Failure;
        return failure switch
        {
            ProviderDownException or HttpRequestException or IOException or JsonException or OperationCanceledException or NotSupportedException => ShowAsync(context, "Provider.Down", Kind(failure), context.Properties, context.Properties?.RedirectUri),
            AuthenticationFailureException => ShowAsync(context, "Provider.Late", Kind(failure), context.Properties, context.Properties?.RedirectUri),   // the handler's own: no state, or another browser's
            _ => ShowAsync(context, "Provider.Refused", Kind(failure), context.Properties, context.Properties?.RedirectUri),
        };
    }

    private async Task ShowAsync<T>(HandleRequestContext<T> context, string problem, string why, AuthenticationProperties? properties, string? back) where T : AuthenticationSchemeOptions
    {
        await signIn.RefuseAsync(context.HttpContext, null, problem, context.HttpContext.RequestAborted, why);
        await ProviderRoutes.Problem(problem, SignInRoutes.Local(back), properties?.Items.ContainsKey(Visit) is true).ExecuteAsync(context.HttpContext);
        context.HandleResponse();
    }

    /// <summary>For whoever looks into it: the kind of failure, and an error's name if it is a known one.</summary>
    public static string Kind(Exception? failure) => failure?.Data["error"] is string error && Errors.Contains(error) ? error : (failure is ProviderDownException { InnerException: { } why } ? why.GetBaseException().GetType().Name : failure?.GetType().Name) ?? "";
}

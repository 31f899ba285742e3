using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Genomlys.Accounts.Tokens;

/// <summary>
/// A system that asks with a token (<c>Authorization: Bearer</c>, RFC 6750), below <c>/api</c> and nowhere else. The token, its owner and his roles are read anew at every request.
/// What is refused is told why when the token itself was right, and is noted.
/// </summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenKeeper tokens, TokenRules rules, TokenPace pace, Attempts attempts, Entitlements entitlements, GenomlysDb db, Viewer viewer, SecurityLog log, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "token";
    private const string Bearer = "Bearer ", RefusedFor = "Token.";

    private static readonly Words Texts = Words.Of<AccountsModule>();
    private (int Status, string Why) refused = (StatusCodes.Status401Unauthorized, "Unknown");

    /// <summary>Whether a request is for this scheme: it brings a token to the API, or a token and a visit at once.</summary>
    public static bool IsAsked(HttpRequest request) => Said(request) is not null && (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || SessionKeeper.IsNamed(request));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var (stop, now) = (Context.RequestAborted, clock.GetUtcNow());
        if (SessionKeeper.IsNamed(Request))
            return await RefuseAsync("WithSession", null, status: StatusCodes.Status400BadRequest);
        if (Said(Request) is not { } text || ApiToken.IdOf(text) is not { } id || await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, stop) is not { } token || !token.Is(text))
            return await RefuseAsync("Unknown", null);
        if (token.StateAt(now, rules.RestsAtMost) is not TokenState.Current and var state)
            return await RefuseAsync($"{state}", token);
        if (await db.Accounts.AsNoTracking().IgnoreQueryFilters([Shared.Registers.Register.Scope]).SingleAsync(a => a.Id == token.AccountId, stop) is not { IsDisabled: false } account)
            return await RefuseAsync("Disabled", token);
        if (!TokenRules.IsFrom(token.Networks, Context.Connection.RemoteIpAddress))
            return await RefuseAsync("Network", token);
        if (pace.Count(id, now) is var count && count > rules.PerMinute)
            return await RefuseAsync("TooOften", token, StatusCodes.Status429TooManyRequests, isNoted: count == rules.PerMinute + 1);
        await tokens.SeeAsync(token, stop);
        await entitlements.EnterAsync(viewer, account, token, stop);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, account.Id.ToString())], Scheme.Name)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (refused.Status is StatusCodes.Status401Unauthorized)
            Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        if (refused.Status is StatusCodes.Status429TooManyRequests)
            Response.Headers.RetryAfter = Math.Ceiling(TokenPace.Left(clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(Texts[RefusedFor + refused.Why], statusCode: refused.Status).ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        await log.WriteAsync(SecurityEventKind.Refused, null, SecurityLog.Asked(Context), $"token, {Context.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>()}", Context.RequestAborted);
    }

    /// <summary>Whoever guesses is counted by his address, so that the log is not filled by him.</summary>
    private async Task<AuthenticateResult> RefuseAsync(string why, ApiToken? token, int status = StatusCodes.Status401Unauthorized, bool isNoted = true)
    {
        var stop = Context.RequestAborted;
        refused = (status, why);
        if (status is not StatusCodes.Status429TooManyRequests && await attempts.CountRefusedTokenAsync($"{Context.Connection.RemoteIpAddress}", stop) is var count && count > Attempts.RefusedTokens)
            (refused, isNoted) = ((StatusCodes.Status429TooManyRequests, "TooOften"), count == Attempts.RefusedTokens + 1);
        if (isNoted)
            await log.WriteAsync(SecurityEventKind.TokenRefused, token?.AccountId, SecurityLog.Asked(Context), token is null ? refused.Why : $"{refused.Why} {token.Id} {token.LastFour}", stop);
        return AuthenticateResult.NoResult();
    }

    private static string? Said(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } said && said.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? said[Bearer.Length..] : null;
}

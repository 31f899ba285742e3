using System.Security.Claims;
using System.Text.Encodings.Web;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Pages;
using Genomlys.Accounts.Roles;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Genomlys.Accounts.Sessions;

/// <summary>
/// Who asks: read anew from the database at every request, so that an account that was disabled or a role that was taken is refused at the next one.
/// Whoever has not signed in is told so with 401 and shown where; whoever may not is told so with 403, and it is noted.
/// </summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionKeeper sessions, Entitlements entitlements, GenomlysDb db, Viewer viewer, SecurityLog log)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var stop = Context.RequestAborted;
        if (await sessions.FindAsync(Context, stop) is not { Stage: SessionStage.SignedIn, AccountId: { } id } session
            || await db.Accounts.AsNoTracking().IgnoreQueryFilters([Shared.Registers.Register.Scope]).SingleOrDefaultAsync(a => a.Id == id && a.DisabledAt == null, stop) is not { } account)
            return AuthenticateResult.NoResult();
        await sessions.SeeAsync(session, stop);
        await entitlements.EnterAsync(viewer, account, session, stop);
        Context.Features.Set(session);
        Context.Features.Set(new Proof(session.ProvedAt));
        Context.Features.Set(account);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())], Scheme.Name)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        if (!Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && (HttpMethods.IsGet(Request.Method) || HttpMethods.IsPost(Request.Method)))
        {
            Response.Headers["HX-Refresh"] = "true";   // a piece of a page cannot be signed in: the whole of it is asked for anew
            var kept = HttpMethods.IsPost(Request.Method) ? await WrittenAsync() : "";
            await new RazorComponentResult<SignInScreen>(new { Back = HttpMethods.IsGet(Request.Method) ? Request.Path + Request.QueryString : kept is "" ? "/" : Request.Path.ToString(), IsAsked = true, Kept = kept }) { StatusCode = StatusCodes.Status401Unauthorized }.ExecuteAsync(Context);
        }
    }

    /// <summary>What he had written, where it would be lost with his visit. It is only shown to him again.</summary>
    private async Task<string> WrittenAsync() =>
        Context.GetEndpoint()?.Metadata.GetMetadata<WrittenText>() is { } written && Request.HasFormContentType ? (await Request.ReadFormAsync(Context.RequestAborted))[written.Field].ToString() : "";

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;   // the page that says so comes as for every refusal
        await log.WriteAsync(SecurityEventKind.Refused, null, SecurityLog.Asked(Context), Context.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>()?.ToString() ?? "", Context.RequestAborted);
    }
}

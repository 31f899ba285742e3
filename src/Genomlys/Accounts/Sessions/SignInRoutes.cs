using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Federation;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Accounts.Sessions;

/// <summary>Signing in and out: what anyone who reaches the program may ask for.</summary>
internal static class SignInRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.Get("/sign-in", async call => call.Request.Query["again"] == "true" || await PendingAsync(call) is null
            ? Screen(new { Back = Local(call.Request.Query["back"]), Problem = call.Service<ProviderRules>().IsOn ? ProviderRoutes.ProblemIn(call.Request) : "", SignOutHref = call.Request.Query["out"] == "provider" && call.Service<ProviderRules>().IsOn ? await ProviderRoutes.SignOutHrefAsync(call) ?? "" : "" })
            : Screen(new { Back = Local(call.Request.Query["back"]), AsksForCode = true })).Needs(Need.Nothing);

        app.Post("/sign-in", async (call, form) =>
        {
            var (back, signingIn, pending) = (Local(form["back"]), call.Service<SigningIn>(), await PendingAsync(call));
            var isCode = form.ContainsKey("code");
            if (isCode && pending is null)
                return Screen(new { Back = back, Problem = "SignIn.Late" });
            return (isCode ? await signingIn.WithCodeAsync(call.Http, pending!, form["code"].ToString(), call.Stop) : await signingIn.WithPasswordAsync(call.Http, form["name"].ToString(), form["password"].ToString(), call.Stop)) switch
            {
                SignInAnswer.Done => new SeeOther(back),
                SignInAnswer.DoneOnce => new SeeOther("/account"),
                SignInAnswer.AsksForCode => new SeeOther($"/sign-in?back={Uri.EscapeDataString(back)}"),
                SignInAnswer.TooMany => Screen(new { Back = back, Problem = "SignIn.TooMany", AsksForCode = isCode }, StatusCodes.Status429TooManyRequests),
                _ => Screen(new { Back = back, Name = form["name"].ToString(), Problem = isCode ? "CodeWrong" : "SignIn.Wrong", AsksForCode = isCode }),
            };
        }).Needs(Need.Nothing);

        app.Post("/sign-in/passkey/options", async (call, _) => await call.Service<Attempts>().MayTryFromAsync($"{call.Http.Connection.RemoteIpAddress}", call.Stop)
            ? TypedResults.Text(await call.Service<Passkeys>().AskAsync(call.Http, call.Stop), "application/json")
            : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests)).Needs(Need.Nothing);

        app.Post("/sign-in/passkey", async (call, form) =>
        {
            var back = Local(form["back"]);
            return await call.Service<SessionKeeper>().FindAsync(call.Http, call.Stop) is { Stage: SessionStage.Challenge } session
                && await call.Service<SigningIn>().WithPasskeyAsync(call.Http, session, form["credential"].ToString(), call.Stop) is SignInAnswer.Done or SignInAnswer.DoneOnce
                ? new SeeOther(back)
                : Screen(new { Back = back, Problem = "PasskeyRefused" });
        }).Needs(Need.Nothing);

        app.Post("/sign-out", async (call, _) =>
        {
            await call.Service<SessionKeeper>().EndAsync(call.Http, call.Stop);
            await call.Service<SecurityLog>().WriteAsync(SecurityEventKind.SignedOut, call.Http.Features.Get<Account>()?.Id, "", "", call.Stop);
            return new SeeOther(call.Http.Features.Get<Session>() is { Provided: not null } ? "/sign-in?out=provider" : "/sign-in");
        }).Needs(Need.SignIn);
    }

    /// <summary>Only places of our own are gone back to.</summary>
    public static string Local(string? href) => Preferences.IsLocal(href) && !href!.StartsWith("/sign-in", StringComparison.Ordinal) ? href : "/";

    private static async Task<Session?> PendingAsync(Call call) => await call.Service<SessionKeeper>().FindAsync(call.Http, call.Stop) is { Stage: SessionStage.SecondFactor } pending ? pending : null;

    private static RazorComponentResult<SignInScreen> Screen(object parameters, int status = StatusCodes.Status200OK) => new(parameters) { StatusCode = status };
}

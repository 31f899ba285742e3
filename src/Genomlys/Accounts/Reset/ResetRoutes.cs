using Genomlys.Accounts.Reset.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Mail;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Accounts.Reset;

/// <summary>Asking for a new password and choosing it, which anyone may who has the link; and the mail address of one's own account, which asks that one has lately shown who one is.</summary>
internal static class ResetRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.Get("/reset", call => Screen(call, call.Service<Resetting>().IsOn ? ResetStage.Ask : ResetStage.Off)).Needs(Need.Nothing);
        app.Post("/reset", async (call, form) => !call.Service<Resetting>().IsOn ? await Screen(call, ResetStage.Off)
            : await call.Service<Resetting>().AskAsync(form["name"].ToString(), $"{call.Http.Connection.RemoteIpAddress}", call.Stop) ? await Screen(call, ResetStage.Asked)
            : await Screen(call, ResetStage.Ask, problem: "ResetTooMany", status: StatusCodes.Status429TooManyRequests)).Needs(Need.Nothing);

        app.Get("/reset/new", async call => await FindAsync(call, call.Request.Query["link"].ToString()) is not null
            ? await Screen(call, ResetStage.Choose, call.Request.Query["link"].ToString())
            : await Screen(call, ResetStage.Over)).Needs(Need.Nothing);
        app.Post("/reset/new", async (call, form) => (await call.Service<Resetting>().ResetAsync(form["link"].ToString(), form["new"].ToString(), call.Stop)).Problem switch
        {
            null => await Screen(call, ResetStage.Done),
            "ResetLinkOver" => await Screen(call, ResetStage.Over),
            var problem => await Screen(call, ResetStage.Choose, form["link"].ToString(), problem),
        }).Needs(Need.Nothing);

        var own = app.MapGroup("/account/mail").Needs(Need.SignIn);
        own.Post("", async (call, form) => Owner(call) is not { } owner || !call.Service<Resetting>().IsOn ? TypedResults.NotFound()
            : !Proof.IsFresh(call) ? Proof.Ask("/account")
            : (await call.Service<Resetting>().AskToVerifyAsync(owner, form["address"].ToString(), call.Stop)).Problem is { } problem ? await OwnAccountRoutes.ScreenAsync(call, problem)
            : new SeeOther("/account?_done=MailAsked"));
        own.Post("remove", async (call, _) =>
        {
            if (Owner(call) is not { } owner)
                return TypedResults.NotFound();
            if (!Proof.IsFresh(call))
                return Proof.Ask("/account");
            await call.Service<AccountKeeper>().RemoveMailAsync(owner.Id, call.Stop);
            return new SeeOther("/account?_done=MailRemoved");
        });
        own.Get("verify", async call => Owner(call) is null ? TypedResults.NotFound() : new RazorComponentResult<VerifyScreen>(new { Link = call.Request.Query["link"].ToString() }));
        own.Post("verify", async (call, form) => Owner(call) is not { } owner ? TypedResults.NotFound()
            : (await call.Service<Resetting>().VerifyAsync(owner, form["link"].ToString(), call.Stop)).Problem is { } problem ? new RazorComponentResult<VerifyScreen>(new { Problem = problem })
            : new SeeOther("/account?_done=MailVerified"));

        app.Get("/accounts/mail", async call => call.Service<Resetting>().IsOn
            ? new RazorComponentResult<MailScreen>(new { Counts = await call.Service<Outbox>().CountsAsync(call.Stop) })
            : TypedResults.NotFound()).Needs(Need.Read, Area.Accounts);
    }

    private static Account? Owner(Call call) => call.Http.Features.Get<Account>();

    private static Task<MailLink?> FindAsync(Call call, string text) => call.Service<Resetting>().FindAsync(text, MailLinkPurpose.Reset, call.Stop);

    private static Task<IResult> Screen(Call call, ResetStage stage, string link = "", string problem = "", int status = StatusCodes.Status200OK) =>
        Task.FromResult<IResult>(new RazorComponentResult<ResetScreen>(new { Stage = stage, Link = link, Problem = problem }) { StatusCode = status });
}

using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Federation;
using Genomlys.Accounts.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Sessions;

/// <summary>What matters most asks that someone has shown who he is a moment ago (<see cref="Proof.Fresh"/>); else he is asked here, and led back.</summary>
internal static class ProveRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var prove = app.MapGroup("/account/prove").Needs(Need.SignIn);

        Get("", call => ScreenAsync(call, SignInRoutes.Local(call.Request.Query["back"]), call.Service<ProviderRules>().IsOn ? ProviderRoutes.ProblemIn(call.Request) : ""));
        Post("", async (call, form) => await call.Service<SigningIn>().ProveAsync(call.Http, Owner(call), Visit(call), form["password"].ToString(), form["code"].ToString(), call.Stop) switch
        {
            SignInAnswer.Done => new SeeOther(SignInRoutes.Local(form["back"])),
            SignInAnswer.TooMany => await ScreenAsync(call, SignInRoutes.Local(form["back"]), "SignIn.TooMany"),
            _ => await ScreenAsync(call, SignInRoutes.Local(form["back"]), "Prove.Wrong"),
        });
        Post("passkey/options", async (call, _) => TypedResults.Text(await call.Service<Passkeys>().AskAgainAsync(call.Http, Owner(call), Visit(call), call.Stop), "application/json"));
        Post("passkey", async (call, form) =>
        {
            var back = SignInRoutes.Local(form["back"]);
            if (await call.Service<Passkeys>().AnsweredAsync(call.Http, Visit(call), form["credential"].ToString(), call.Stop) is not { } account || account.Id != Owner(call).Id)
                return await ScreenAsync(call, back, "PasskeyRefused");
            await call.Service<SessionKeeper>().ProveAsync(Visit(call), isStrong: true, call.Stop);
            return new SeeOther(back);
        });

        void Get(string pattern, Func<Call, Task<IResult>> answer) => prove.Get(pattern, call => OwnAccountRoutes.HasAccount(call) ? answer(call) : OwnAccountRoutes.NotThere);
        void Post(string pattern, Func<Call, IFormCollection, Task<IResult>> answer) => prove.Post(pattern, (call, form) => OwnAccountRoutes.HasAccount(call) ? answer(call, form) : OwnAccountRoutes.NotThere);
    }

    /// <summary>Whether the authority's identity provider knows him.</summary>
    public static async Task<bool> IsProvidedAsync(Call call)
    {
        var (issuer, id) = (call.Service<ProviderRules>().Issuer, Owner(call).Id);
        return issuer is not "" && await call.Db.ProviderIdentities.AnyAsync(i => i.AccountId == id && i.Issuer == issuer, call.Stop);
    }

    private static Account Owner(Call call) => call.Http.Features.Get<Account>()!;

    private static Session Visit(Call call) => call.Http.Features.Get<Session>()!;

    private static async Task<IResult> ScreenAsync(Call call, string back, string problem) => new RazorComponentResult<ProveScreen>(new
    {
        Back = back, Problem = problem, HasAuthenticator = Owner(call).AuthenticatorSeed is not null, HasPassword = Owner(call).PasswordHash is not null, IsProvided = await IsProvidedAsync(call),
    });
}

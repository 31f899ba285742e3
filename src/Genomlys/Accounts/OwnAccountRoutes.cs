using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Pages;
using Genomlys.Accounts.Reset;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts;

/// <summary>What everyone sees to himself: his password, his second factor, and what his roles let him see.</summary>
internal static class OwnAccountRoutes
{
    private static readonly Words Texts = Words.Of<AccountsModule>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/account").Needs(Need.SignIn);

        Get("", call => ScreenAsync(call, done: call.Request.Query["_done"].ToString()));
        Get("why", async call =>
        {
            var held = await HeldAsync(call, Owner(call).Id);
            return new RazorComponentResult<WhyScreen>(new { Held = held, UnitNames = await call.Db.Units.ToDictionaryAsync(u => u.Id, u => u.Name, call.Stop) });
        });

        Post("password", async (call, form) => await call.Service<AccountKeeper>().ChangePasswordAsync(Owner(call), form["old"].ToString(), form["new"].ToString(), Visit(call), call.Stop) is { Problem: { } problem }
            ? await ScreenAsync(call, problem)
            : new SeeOther("/account?_done=PasswordChanged"));

        Get("authenticator", async call => await MayChangeFactorsAsync(call) ? AuthenticatorScreen(call, Authenticator.NewSeed(), "") : ToProve());
        Post("authenticator", async (call, form) =>
        {
            if (!await MayChangeFactorsAsync(call))
                return ToProve();
            if (call.Service<Sealing>().Open(form["sealed"].ToString(), Offer(call)) is not { } seed)
                return TypedResults.BadRequest();
            var (outcome, codes) = await call.Service<AccountKeeper>().SetAuthenticatorAsync(Owner(call).Id, seed, form["code"].ToString(), Visit(call), call.Stop);
            return outcome.Problem is { } problem ? AuthenticatorScreen(call, seed, problem) : await ScreenAsync(call, done: "AuthenticatorAdded", codes: codes);
        });

        Post("passkeys/options", async (call, _) => Owner(call).OneTimeUntil is null && await MayChangeFactorsAsync(call) && await call.Service<Passkeys>().AskForNewAsync(call.Http, Owner(call), Visit(call), call.Stop) is { } asked
            ? TypedResults.Text(asked, "application/json")
            : TypedResults.StatusCode(StatusCodes.Status409Conflict));
        Post("passkeys", async (call, form) =>
        {
            if (!await MayChangeFactorsAsync(call))
                return ToProve();
            if ((await call.Service<Passkeys>().AddAsync(call.Http, Owner(call), Visit(call), form["credential"].ToString(), form["name"].ToString().Trim(), call.Stop)).Problem is { } problem)
                return await ScreenAsync(call, problem);
            await call.Service<SessionKeeper>().ProveAsync(Visit(call), isStrong: true, call.Stop);
            return new SeeOther("/account?_done=PasskeyAdded");
        });
        Post("passkeys/{id:guid}/remove", async (call, _) =>
        {
            if (!await MayChangeFactorsAsync(call))
                return ToProve();
            await call.Service<Passkeys>().RemoveAsync(Owner(call), new Id<Passkey>(call.Id), call.Stop);
            return new SeeOther("/account?_done=PasskeyRemoved");
        });

        // whoever asks by other means than an account has no account to see to
        void Get(string pattern, Func<Call, Task<IResult>> answer) => own.Get(pattern, call => HasAccount(call) ? answer(call) : NotThere);
        void Post(string pattern, Func<Call, IFormCollection, Task<IResult>> answer) => own.Post(pattern, (call, form) => HasAccount(call) ? answer(call, form) : NotThere);
    }

    internal static Task<IResult> NotThere => Task.FromResult<IResult>(TypedResults.NotFound());

    internal static bool HasAccount(Call call) => call.Http.Features.Get<Account>() is not null;

    /// <summary>The one who has signed in; without an account nobody comes here.</summary>
    private static Account Owner(Call call) => call.Http.Features.Get<Account>()!;

    private static Session Visit(Call call) => call.Http.Features.Get<Session>()!;

    /// <summary>The first factor is set up with the password. After that, only someone who has lately shown the one there is may add, replace or remove any.</summary>
    private static async Task<bool> MayChangeFactorsAsync(Call call)
    {
        var (account, visit) = (Owner(call), Visit(call));
        var hasFactor = account.AuthenticatorSeed is not null || await call.Db.Passkeys.AnyAsync(p => p.AccountId == account.Id, call.Stop);
        return Proof.IsFresh(call) && (visit.IsStrong || !hasFactor);
    }

    private static SeeOther ToProve() => Proof.Ask("/account");

    private static string Offer(Call call) => $"offered seed {Owner(call).Id}";

    private static IResult AuthenticatorScreen(Call call, string seed, string problem) => Owner(call).OneTimeUntil is not null
        ? new SeeOther("/account")
        : new RazorComponentResult<AuthenticatorScreen>(new { Seed = seed, Sealed = call.Service<Sealing>().Seal(seed, Offer(call)), Owner(call).SignInName, Problem = problem });

    internal static async Task<IResult> ScreenAsync(Call call, string problem = "", string done = "", IReadOnlyList<string>? codes = null)
    {
        var id = Owner(call).Id;
        var account = await call.Db.Accounts.AsNoTracking().IgnoreQueryFilters([Shared.Registers.Register.Scope]).SingleAsync(a => a.Id == id, call.Stop);
        return new RazorComponentResult<AccountScreen>(new
        {
            Account = account,
            IsWithheld = call.Service<Entitlements>().IsWithheld(account, codes is null ? Visit(call) : await call.Db.Sessions.AsNoTracking().SingleAsync(s => s.KeyHash == Visit(call).KeyHash, call.Stop)),
            IsProvided = await ProveRoutes.IsProvidedAsync(call),
            RecoveryCodes = codes ?? [],
            Passkeys = await call.Db.Passkeys.AsNoTracking().Where(p => p.AccountId == id).OrderBy(p => p.CreatedAt).ToListAsync(call.Stop),
            Held = await HeldAsync(call, id),
            Tokens = await call.Service<TokenKeeper>().OfAsync(id, call.Stop),
            UnitNames = await UnitNamesAsync(call),
            CanMail = call.Service<Resetting>().IsOn,
            Problem = problem,
            Done = Texts.IsComplete(done) ? done : "",
        });
    }

    private static Task<Dictionary<Id<Unit>, string>> UnitNamesAsync(Call call) => call.Db.Units.IgnoreQueryFilters([Shared.Registers.Register.Scope]).ToDictionaryAsync(u => u.Id, u => u.Name, call.Stop);

    private static async Task<IReadOnlyList<(string Role, string Unit, DateOnly Until)>> HeldAsync(Call call, Id<Account> id)
    {
        var names = await UnitNamesAsync(call);
        return [.. (await call.Service<Entitlements>().HeldAsync(id, call.Stop)).Select(h => (Texts[$"AccessRole.{h.Role}"], h.UnitId is { } unit ? names.GetValueOrDefault(unit, "") : Texts["WholeOrganisation"], h.Until))];
    }
}

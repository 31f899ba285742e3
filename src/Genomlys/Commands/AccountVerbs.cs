using System.CommandLine;
using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Commands;

/// <summary>Accounts made at the machine itself, where whoever runs the program could change the database anyway. One-time passwords are printed once and kept nowhere.</summary>
internal static class AccountVerbs
{
    private static readonly Words Texts = Words.Of<AccountsModule>();

    public static Command Admin()
    {
        var (login, name) = (Login(), new Option<string>("--name") { Description = Cli.Texts["PersonName"], Required = true });
        var create = new Command("create", Cli.Texts["Admin.Create"]) { login, name };
        create.SetAction(async (said, stop) => await AtWorkAsync(services => CreateAsync(services, said.GetValue(login)!, said.GetValue(name)!, [nameof(AccessRole.Administrator)], null, stop), stop));
        var whose = Login();
        var reset = new Command("reset", Cli.Texts["Admin.Reset"]) { whose };
        reset.SetAction(async (said, stop) => await AtWorkAsync(services => ResetAsync(services, said.GetValue(whose)!, stop), stop));
        return new Command("admin", Cli.Texts["Admin"]) { create, reset };
    }

    public static Command Account()
    {
        var login = Login();
        var name = new Option<string>("--name") { Description = Cli.Texts["PersonName"], Required = true };
        var role = new Option<string[]>("--role") { Description = Cli.Texts.Format("Role", Roles), Required = true };
        var unit = new Option<string?>("--unit") { Description = Cli.Texts["UnitCode"] };
        var create = new Command("create", Cli.Texts["Account.Create"]) { login, name, role, unit };
        create.SetAction(async (said, stop) => await AtWorkAsync(services => CreateAsync(services, said.GetValue(login)!, said.GetValue(name)!, said.GetValue(role)!, said.GetValue(unit), stop), stop));
        return new Command("account", Cli.Texts["Account"]) { create };
    }

    /// <summary>The account, its role for a year, and its one-time password; or why not.</summary>
    public static async Task<(string OneTime, string? Refusal)> MakeAsync(IServiceProvider services, string login, string name, IReadOnlyList<string> roles, string? unitCode, CancellationToken stop)
    {
        var (db, keeper, now) = (services.GetRequiredService<GenomlysDb>(), services.GetRequiredService<AccountKeeper>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (roles.FirstOrDefault(r => !Enum.TryParse<AccessRole>(r, ignoreCase: true, out var read) || !Enum.IsDefined(read)) is { } unknown)
            return ("", Cli.Texts.Format("NoSuchRole", unknown, Roles));
        var unit = unitCode is null ? null : await db.Units.SingleOrDefaultAsync(u => u.Code == unitCode, stop);
        if (unitCode is not null && unit is null)
            return ("", Cli.Texts.Format("NoSuchUnit", unitCode));
        var (made, account, oneTime) = await keeper.CreateAsync(login, name, stop);
        if (made.Problem is { } problem)
            return ("", Texts[problem]);
        foreach (var role in roles.Select(r => Enum.Parse<AccessRole>(r, ignoreCase: true)).Distinct())
        {
            var given = await keeper.GiveAsync(new RoleAssignment
            {
                Id = Id<RoleAssignment>.New(), AccountId = account!.Id, Role = role, UnitId = RolePolicy.IsForAll(role) ? null : unit?.Id, From = db.Today, Until = db.Today.AddMonths(RolePolicy.MostMonths), GivenAt = now,
            }, stop);
            if (given.Problem is { } refused)
                return ("", Texts[refused]);
        }
        return (oneTime, null);
    }

    private static string Roles => string.Join(", ", Enum.GetNames<AccessRole>());

    private static Argument<string> Login() => new("sign-in-name") { Description = Cli.Texts["SignInName"] };

    private static async Task<int> AtWorkAsync(Func<IServiceProvider, Task<int>> act, CancellationToken stop)
    {
        await using var app = await Web.ServicesAsync(stop);
        await using var scope = app.Work();
        return await act(scope.ServiceProvider);
    }

    private static async Task<int> CreateAsync(IServiceProvider services, string login, string name, IReadOnlyList<string> roles, string? unit, CancellationToken stop)
    {
        var (oneTime, refusal) = await MakeAsync(services, login, name, roles, unit, stop);
        return refusal is null ? Tell(login, name, oneTime) : await Cli.RefuseAsync(refusal);
    }

    private static async Task<int> ResetAsync(IServiceProvider services, string login, CancellationToken stop)
    {
        var known = SigningIn.NameOf(login);
        if (await services.GetRequiredService<GenomlysDb>().Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.SignInName == known, stop) is not { } account)
            return await Cli.RefuseAsync(Texts["NoSuchAccount"]);
        var (outcome, oneTime) = await services.GetRequiredService<AccountKeeper>().ResetAsync(account.Id, stop);
        return outcome.Problem is { } problem ? await Cli.RefuseAsync(Texts[problem]) : Tell(account.SignInName, account.Name, oneTime);
    }

    private static int Tell(string login, string name, string oneTime)
    {
        Console.WriteLine(Cli.Texts.Format("OneTime", login, name, oneTime, (int)Genomlys.Accounts.Account.OneTimeLasts.TotalDays));
        return Cli.Done;
    }
}

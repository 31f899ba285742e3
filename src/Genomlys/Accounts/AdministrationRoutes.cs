using System.Globalization;
using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Federation;
using Genomlys.Accounts.Pages;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts;

/// <summary>Accounts as an administrator sees to them. What he does asks that he has lately shown who he is.</summary>
internal static class AdministrationRoutes
{
    private static readonly Words Texts = Words.Of<AccountsModule>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/accounts").Needs(Need.Decide, Area.Accounts);

        accounts.Get("new", _ => Task.FromResult<IResult>(new RazorComponentResult<NewAccountScreen>()));
        accounts.Post("new", (call, form) => ProvedAsync(call, "/accounts/new", async keeper =>
        {
            var (outcome, account, oneTime) = await keeper.CreateAsync(form["signInName"].ToString(), form["name"].ToString(), call.Stop);
            return outcome.Problem is { } problem
                ? new RazorComponentResult<NewAccountScreen>(new { Name = form["name"].ToString(), SignInName = form["signInName"].ToString(), Problem = problem })
                : await ScreenAsync(call, account!.Id, oneTime: oneTime);
        }));

        accounts.Get("{id:guid}", call => ScreenAsync(call, new Id<Account>(call.Id), call.Request.Query["_done"].ToString())).Needs(Need.Read, Area.Accounts);

        On("disable", "Disabled", (keeper, id, stop) => keeper.DisableAsync(id, stop));
        On("enable", "Enabled", (keeper, id, stop) => keeper.EnableAsync(id, stop));
        On("factors", "FactorsRemoved", (keeper, id, stop) => keeper.RemoveFactorsAsync(id, stop));
        accounts.Post("{id:guid}/reset", (call, _) => ProvedAsync(call, Page(call), async keeper =>
        {
            var (outcome, oneTime) = await keeper.ResetAsync(new Id<Account>(call.Id), call.Stop);
            return await ScreenAsync(call, new Id<Account>(call.Id), problem: outcome.Problem ?? "", oneTime: oneTime);
        }));

        accounts.Post("{id:guid}/roles", (call, form) => ProvedAsync(call, Page(call), async keeper =>
        {
            var today = call.Db.Today;
            if (!Enum.TryParse<AccessRole>(form["role"], out var role) || !Enum.IsDefined(role))
                return await ScreenAsync(call, new Id<Account>(call.Id), problem: "NoSuchRole");
            if (!DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
                return await ScreenAsync(call, new Id<Account>(call.Id), problem: "NoUntil");
            Id<Unit>? unit = null;
            if (form["unit"].ToString() is { Length: > 0 } said)
            {
                if (!Id<Unit>.TryParse(said, null, out var known))
                    return await ScreenAsync(call, new Id<Account>(call.Id), problem: "NoSuchUnit");
                unit = known;
            }
            if (form["reason"].ToString().Trim() is not { Length: > 0 and <= 400 } reason)
                return await ScreenAsync(call, new Id<Account>(call.Id), problem: "NoReason");
            return await AfterAsync(call, "RoleGiven", await keeper.GiveAsync(new RoleAssignment
            {
                Id = Id<RoleAssignment>.New(), AccountId = new Id<Account>(call.Id), Role = role, UnitId = unit, Below = form["below"] == "true", From = today, Until = until, Reason = reason,
                GivenById = new Id<Account>(call.Db.Viewer.Account!.Value), GivenAt = call.Now,
            }, call.Stop));
        }));
        accounts.Post("{id:guid}/roles/{role:guid}/approve", (call, _) => ProvedAsync(call, Page(call), async keeper =>
            await AfterAsync(call, "RoleApproved", await keeper.ApproveAsync(new Id<Account>(call.Id), Role(call), call.Stop))));
        accounts.Post("{id:guid}/roles/{role:guid}/end", (call, _) => ProvedAsync(call, Page(call), async keeper =>
            await AfterAsync(call, "RoleEnded", await keeper.EndAsync(new Id<Account>(call.Id), Role(call), call.Stop))));

        accounts.Post("{id:guid}/tokens/{token:guid}/end", (call, _) => ProvedAsync(call, Page(call), async _ =>
            await AfterAsync(call, "TokenEnded", await call.Service<TokenKeeper>().EndAsync(new Id<Account>(call.Id), new Id<ApiToken>(Guid.Parse(call.Part("token"))), call.Stop))));

        void On(string act, string done, Func<AccountKeeper, Id<Account>, CancellationToken, Task<Outcome>> doIt) =>
            accounts.Post("{id:guid}/" + act, (call, _) => ProvedAsync(call, Page(call), async keeper => await AfterAsync(call, done, await doIt(keeper, new Id<Account>(call.Id), call.Stop))));
    }

    private static string Page(Call call) => $"/accounts/{call.Id}";

    private static Id<RoleAssignment> Role(Call call) => new(Guid.Parse(call.Part("role")));

    private static async Task<IResult> ProvedAsync(Call call, string page, Func<AccountKeeper, Task<IResult>> act) =>
        Proof.IsFresh(call) ? await act(call.Service<AccountKeeper>()) : Proof.Ask(page);

    private static async Task<IResult> AfterAsync(Call call, string done, Outcome outcome) =>
        outcome.Problem is { } problem ? await ScreenAsync(call, new Id<Account>(call.Id), problem: problem) : new SeeOther($"{Page(call)}?_done={done}");

    private static async Task<IResult> ScreenAsync(Call call, Id<Account> id, string done = "", string problem = "", string oneTime = "")
    {
        var (db, today) = (call.Db, call.Db.Today);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, call.Stop) is not { } account)
            return TypedResults.NotFound();
        var units = await db.Units.AsNoTracking().OrderBy(u => u.Path).ToListAsync(call.Stop);
        var roles = await db.RoleAssignments.AsNoTracking().Where(a => a.AccountId == id).OrderByDescending(a => a.Until).ToListAsync(call.Stop);
        var issuer = call.Service<ProviderRules>().Issuer;
        var known = await db.ProviderIdentities.AsNoTracking().Where(i => i.AccountId == id && i.Issuer == issuer && issuer != "").ToListAsync(call.Stop);
        return new RazorComponentResult<PersonScreen>(new
        {
            Account = account,
            Roles = (IReadOnlyList<HeldRole>)[.. roles.Select(r => new HeldRole(r.Id, Texts[$"AccessRole.{r.Role}"], r.UnitId is { } unit ? units.Find(u => u.Id == unit)?.Name ?? "" : Texts["WholeOrganisation"], r.From, r.Until, r.StateOn(today)))],
            Units = (IReadOnlyList<Unit>)units,
            Subjects = (IReadOnlyList<string>)[.. known.Select(k => k.Subject)],
            Proposed = Proposals(call.Service<ProviderRules>(), known, roles, units, today),
            Passkeys = await db.Passkeys.CountAsync(p => p.AccountId == id, call.Stop),
            Tokens = await call.Service<TokenKeeper>().OfAsync(id, call.Stop),
            Latest = today.AddMonths(RolePolicy.MostMonths),
            OneTime = oneTime,
            Done = Texts.IsComplete(done) ? done : "",
            Problem = problem,
        });
    }

    /// <summary>What the groups of a person propose, but for what he holds or what awaits a decision already.</summary>
    private static IReadOnlyList<(string Group, AccessRole Role, Id<Unit>? Unit, string UnitName, bool IsKnown)> Proposals(ProviderRules rules, List<ProviderIdentity> known, List<RoleAssignment> roles, List<Unit> units, DateOnly today)
    {
        var groups = known.SelectMany(k => k.InGroups).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from proposed in rules.Roles
               where groups.Contains(proposed.Group)
               let unit = units.Find(u => u.Code == proposed.UnitCode)
               where !roles.Exists(r => r.Role == proposed.Role && r.UnitId == unit?.Id && r.StateOn(today) is AssignmentState.Current or AssignmentState.Upcoming or AssignmentState.AwaitsApproval)
               select (proposed.Group, proposed.Role, unit?.Id, unit?.Name ?? (proposed.UnitCode is null ? Texts["WholeOrganisation"] : Texts.Format("Provider.NoUnit", proposed.UnitCode)), unit is not null || proposed.UnitCode is null),
        ];
    }
}

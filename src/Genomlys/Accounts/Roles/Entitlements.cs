using Genomlys.Accounts.Sessions;
using Genomlys.Accounts.Tokens;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Roles;

/// <summary>What an account's roles give it today.</summary>
public sealed class Entitlements(GenomlysDb db, SignInRules rules)
{
    public async Task EnterAsync(Viewer viewer, Account account, Session session, CancellationToken stop)
    {
        var (given, tops) = await GivenAsync(account, IsWithheld(account, session), stop);
        viewer.Enter(account.Id.Value, account.Name, given, tops);
    }

    /// <summary>The part of them that a token gives. They wait, as they do for himself, while others know his password.</summary>
    public async Task EnterAsync(Viewer viewer, Account account, ApiToken token, CancellationToken stop)
    {
        var (given, tops) = await GivenAsync(account, account.OneTimeUntil is not null, stop);
        var units = given.Select(g => g.Unit).OfType<Id<Unit>>().Distinct().ToList();
        var above = token.UnitId is not { } own ? [] : (await db.UnitClosures.Where(c => (c.DescendantId == own && units.Contains(c.AncestorId)) || (c.AncestorId == own && units.Contains(c.DescendantId)))
            .Select(c => new { c.AncestorId, c.DescendantId }).ToListAsync(stop)).Select(c => (c.AncestorId, c.DescendantId)).ToHashSet();
        viewer.Enter(account.Id.Value, account.Name, [.. TokenReach.Of(token, given, (upper, lower) => above.Contains((upper, lower)))], tops);
    }

    private async Task<(IReadOnlyList<Entitlement> Given, IReadOnlyCollection<Id<Unit>> Tops)> GivenAsync(Account account, bool isWithheld, CancellationToken stop)
    {
        var held = isWithheld ? [] : await HeldAsync(account.Id, stop);
        var tops = held.Any(h => h.UnitId is not null) ? await db.Units.IgnoreQueryFilters([Register.Scope]).Where(u => u.ParentCode == null).Select(u => u.Id).ToListAsync(stop) : [];
        IEnumerable<Entitlement> given = held.SelectMany(h => RolePolicy.Of(h.Role, h.UnitId, h.Below, h.UnitId is not { } unit || tops.Contains(unit)));
        return (await WithoutCoveredAsync([.. given], stop), tops);
    }

    /// <summary>Rights wait until a password that others know is changed, and until there is a second factor where it is asked for.</summary>
    public bool IsWithheld(Account account, Session session) => account.OneTimeUntil is not null || (rules.NeedsSecondFactor && !session.IsStrong);

    public async Task<IReadOnlyList<RoleAssignment>> HeldAsync(Id<Account> account, CancellationToken stop)
    {
        var today = db.Today;
        return await db.RoleAssignments.AsNoTracking().IgnoreQueryFilters([Register.Scope])
            .Where(a => a.AccountId == account && a.ApprovedAt != null && a.EndedAt == null && a.From <= today && a.Until >= today).ToListAsync(stop);
    }

    /// <summary>
    /// How far into records someone sees is asked per area, not per record. So a role for a unit shows as much as another role of his
    /// that holds for that unit too; where none does, the lesser holds for all.
    /// </summary>
    private async Task<IReadOnlyList<Entitlement>> WithoutCoveredAsync(List<Entitlement> given, CancellationToken stop)
    {
        if (given.GroupBy(g => g.Area).All(area => area.Select(g => g.Clearance).Distinct().Count() is 1))
            return given;
        var units = given.Select(g => g.Unit).OfType<Id<Unit>>().Distinct().ToList();
        var above = (await db.UnitClosures.Where(c => units.Contains(c.AncestorId) && units.Contains(c.DescendantId)).Select(c => new { c.AncestorId, c.DescendantId }).ToListAsync(stop))
            .ToLookup(c => c.DescendantId, c => c.AncestorId);
        return given.ConvertAll(low => low with { Clearance = given.Where(high => Covers(high, low)).Max(high => high.Clearance) });

        bool Covers(Entitlement high, Entitlement low) => high == low || (high.Area == low.Area && high.Rights.HasFlag(Rights.Read)
            && (high.Unit is null || (high.Unit == low.Unit && (high.Below || !low.Below)) || (high.Below && low.Unit is { } unit && above[unit].Contains(high.Unit.Value))));
    }
}

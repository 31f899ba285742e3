using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts;

/// <summary>Accounts as other modules know them. Their names are no secret to those they work with; the register of accounts is for those who see to it.</summary>
public sealed class People(GenomlysDb db) : IPeople
{
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> accounts, CancellationToken stop)
    {
        var ids = accounts.Distinct().Select(a => new Id<Account>(a)).ToList();
        return ids is [] ? new Dictionary<Guid, string>() : await All.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id.Value, a => a.Name, stop);
    }

    public async Task<IReadOnlyList<Colleague>> WhoMayAsync(Need need, Area area, Id<Unit>? unit, CancellationToken stop)
    {
        var (today, right) = (db.Today, Enum.Parse<Rights>(need.ToString()));
        var tops = await db.Units.IgnoreQueryFilters([Register.Scope]).Where(u => u.ParentCode == null).Select(u => u.Id).ToListAsync(stop);
        var above = unit is { } one ? await db.UnitClosures.Where(c => c.DescendantId == one).Select(c => c.AncestorId).ToListAsync(stop) : tops;
        var held = await db.RoleAssignments.AsNoTracking().IgnoreQueryFilters([Register.Scope])
            .Where(a => a.ApprovedAt != null && a.EndedAt == null && a.From <= today && a.Until >= today).ToListAsync(stop);
        var may = held.Where(h => RolePolicy.Of(h.Role, h.UnitId, h.Below, h.UnitId is not { } own || tops.Contains(own)).Any(e => e.Area == area && e.Rights.HasFlag(right) && Reaches(e))).Select(h => h.AccountId).ToList();
        return [.. (await All.Where(a => a.DisabledAt == null && may.Contains(a.Id)).ToListAsync(stop)).OrderBy(a => a.Name, StringComparer.CurrentCulture).Select(a => new Colleague(a.Id.Value, a.Name, a.Mail))];

        bool Reaches(Entitlement given) => given.Unit is not { } own || (unit == own) || (given.Below && above.Contains(own));
    }

    private IQueryable<Account> All => db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]);
}

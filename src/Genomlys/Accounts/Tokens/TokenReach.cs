using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Accounts.Tokens;

/// <summary>What a token gives: what is both its own and its owner's. Never accounts, never the security log, never a decision.</summary>
public static class TokenReach
{
    private const Rights Most = Rights.Read | Rights.Write | Rights.Import;

    /// <summary>Areas a token may be for.</summary>
    public static IReadOnlyList<Area> Areas { get; } = [.. Enum.GetValues<Area>().Except([Area.Reporting, Area.Accounts, Area.SecurityLog, Area.AuditLog, Area.ProtectedRecords])];

    /// <summary>The token's part in what its owner holds now; a unit lies above another as the organisation is.</summary>
    public static IEnumerable<Entitlement> Of(ApiToken token, IReadOnlyList<Entitlement> held, Func<Id<Unit>, Id<Unit>, bool> isAbove)
    {
        foreach (var one in held.Where(h => Areas.Contains(h.Area) && token.IsFor(h.Area)))
        {
            if (Within(token.UnitId, one, isAbove) is not { } part)
                continue;
            var rights = one.Rights & token.Rights & Most;
            if (part.Area is Area.Reference && part != one)
                rights &= Rights.Read;   // what all share is changed by those who hold all of it
            if (rights is not Rights.None)
                yield return part with { Rights = rights, Clearance = held.Where(h => h.Area == one.Area).Min(h => h.Clearance) };   // no further into records than its owner sees
        }
    }

    private static Entitlement? Within(Id<Unit>? own, Entitlement one, Func<Id<Unit>, Id<Unit>, bool> isAbove) => (own, one.Unit) switch
    {
        (null, _) => one,
        ({ } unit, null) => one with { Unit = unit, Below = true },
        ({ } unit, { } held) when unit == held || isAbove(unit, held) => one,
        ({ } unit, { } held) when one.Below && isAbove(held, unit) => one with { Unit = unit },
        _ => null,
    };
}

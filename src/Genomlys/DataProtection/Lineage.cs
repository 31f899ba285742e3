using Genomlys.Shared;

namespace Genomlys.DataProtection;

/// <summary>Which recommendation continues which: the one that was pointed out, else the one in the year before with the same words.</summary>
public static class Lineage
{
    public static void Settle(IReadOnlyCollection<Recommendation> recommendations)
    {
        foreach (var one in recommendations.OrderBy(r => r.Year))
            one.Follow(one.EarlierId is { } known
                ? recommendations.FirstOrDefault(r => r.Id == known)
                : recommendations.FirstOrDefault(r => r.Year == one.Year - 1 && r.UnitId == one.UnitId && Words.Fold(r.Risk) == Words.Fold(one.Risk)));
    }
}

using Genomlys.Shared;

namespace Genomlys.DataProtection;

/// <summary>A recommendation that stands in the next year's report in the same words is the same one, as the officer wrote it so; in other words, a person says it.</summary>
public static class SameWords
{
    /// <summary>The one of the year before that a recommendation repeats, and the one of the year after that repeats it.</summary>
    public static (Recommendation? Before, Recommendation? After) Around(Recommendation one, IReadOnlyCollection<Recommendation> others) =>
        (others.FirstOrDefault(r => r.Year == one.Year - 1 && Same(r, one)), others.FirstOrDefault(r => r.Year == one.Year + 1 && Same(r, one)));

    private static bool Same(Recommendation one, Recommendation other) => one.Id != other.Id && one.UnitId == other.UnitId && Words.Fold(one.Risk) == Words.Fold(other.Risk);
}

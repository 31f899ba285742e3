using Genomlys.Shared;

namespace Genomlys.Horizon;

/// <summary>What a year's review should take up: what happened in the year, what comes within a year after it, and drafts that are still open.</summary>
public static class Relevance
{
    public static bool IsRelevant(HorizonEntry entry, Period period) =>
        entry.KnownFrom <= period.Last
        && (entry.Days.Any(day => day >= period.First && day <= period.Last.AddYears(1))
            || (entry.Kind is not (HorizonKind.Event or HorizonKind.Preparatory) && entry.StatusOn(period.Last) is HorizonStatus.Draft));
}

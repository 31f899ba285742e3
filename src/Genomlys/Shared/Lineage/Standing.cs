namespace Genomlys.Shared.Lineage;

/// <summary>What a year's report says of a proposal, an activity, a risk or a recommendation. It follows from decisions, progress and lineage, and is typed by nobody.</summary>
public enum Standing { New, Remains, PartlyDone, Done, Dropped }

/// <summary>The rule of it.</summary>
public static class Standings
{
    /// <summary>A decision that it is dropped goes before what was done of it, and that before how old it is. Without a first year it is older than what is known.</summary>
    public static Standing Of(int year, int? since, Progress? progress, bool isDropped) => (isDropped, progress) switch
    {
        (true, _) => Standing.Dropped,
        (_, Progress.Done) => Standing.Done,
        (_, Progress.Partly) => Standing.PartlyDone,
        _ => since is { } first && first >= year ? Standing.New : Standing.Remains,
    };
}

namespace Genomlys.Improvements.Plan;

public enum Comparison { AtLeast, AtMost }

/// <summary>How an outcome stands to its target. Nothing is said before the year has begun, or where nothing is registered to count.</summary>
public enum Pace { Unknown, NotBegun, OnTime, Behind, Reached, Missed }

/// <summary>A target for a year: at least or at most so many.</summary>
public readonly record struct PlanTarget(Comparison Comparison, decimal Number)
{
    /// <summary>As long as the year lasts, "at least" is on time while it keeps the pace of the days that have gone, and "at most" while it holds.</summary>
    public Pace Of(decimal? outcome, int year, DateOnly asOf)
    {
        if (asOf.Year < year)
            return Pace.NotBegun;
        if (outcome is not { } reached)
            return Pace.Unknown;
        var isOver = asOf >= new DateOnly(year, 12, 31);
        return Comparison switch
        {
            Comparison.AtLeast when reached >= Number => Pace.Reached,
            Comparison.AtLeast when isOver => Pace.Missed,
            Comparison.AtLeast => reached >= Number * asOf.DayOfYear / new DateOnly(year, 12, 31).DayOfYear ? Pace.OnTime : Pace.Behind,
            Comparison.AtMost when reached > Number => Pace.Missed,
            Comparison.AtMost => isOver ? Pace.Reached : Pace.OnTime,
        };
    }
}

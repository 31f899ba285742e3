namespace Genomlys.Review.Trends;

/// <summary>Where the value of a year is known from. Of several the first one holds: what was decided before what is frozen, that before what an earlier report says, and last what the registers say now.</summary>
public enum TrendSource { Decided, Frozen, Read, Counted }

/// <summary>What a figure was in a year, by one source that can be opened. No rule where the source does not say how it was counted.</summary>
public sealed record TrendPoint(int Year, TrendSource Source, string Href, decimal? Value)
{
    public decimal? Population { get; init; }

    /// <summary>In whole percent of the population.</summary>
    public decimal? Share { get; init; }
    public DateOnly? AsOf { get; init; }
    public string? Rule { get; init; }

    /// <summary>The edition that was decided, or the file that was read in.</summary>
    public string Of { get; init; } = "";
}

/// <summary>A year of a trend: the value that holds, and what other sources say of the same year.</summary>
public sealed record TrendYear(int Year, TrendPoint Holds, IReadOnlyList<TrendPoint> Others);

/// <summary>How a figure is counted was changed: what is before and after cannot be compared without more ado.</summary>
public sealed record RuleChange(int Year, string Before, string After);

/// <summary>A figure over all years that are known, the earliest first.</summary>
public sealed record Trend(string Key, string Title, string Rule, IReadOnlyList<TrendYear> Years)
{
    public static string HrefOf(string key) => $"/figures/{key}";

    /// <summary>From all that is known, in any order.</summary>
    public static Trend Of(string key, string title, string rule, IEnumerable<TrendPoint> points) => new(key, title, rule,
        [.. from point in points
            where point.Value is not null || point.Share is not null
            group point by point.Year into year
            orderby year.Key
            let said = year.OrderBy(p => p.Source).ToList()
            select new TrendYear(year.Key, said[0], said[1..])]);

    public TrendYear? In(int year) => Years.FirstOrDefault(y => y.Year == year);

    /// <summary>Where the rule is another than the last one known before.</summary>
    public IReadOnlyList<RuleChange> RuleChanges
    {
        get
        {
            var told = Years.Where(y => y.Holds.Rule is not null).ToList();
            return [.. told.Zip(told.Skip(1)).Where(p => p.First.Holds.Rule != p.Second.Holds.Rule).Select(p => new RuleChange(p.Second.Year, p.First.Holds.Rule!, p.Second.Holds.Rule!))];
        }
    }

    /// <summary>Whether the years are drawn as shares, since more of them are known so.</summary>
    public bool IsOfShares => Years.Count(y => y.Holds.Share is not null) > Years.Count(y => y.Holds.Value is not null);

    /// <summary>What can be drawn as one line: the years that are told in the same measure.</summary>
    public IReadOnlyList<(int Year, decimal Value)> Line => [.. Years.Select(y => (y.Year, Value: IsOfShares ? y.Holds.Share : y.Holds.Value)).Where(y => y.Value is not null).Select(y => (y.Year, y.Value!.Value))];

    /// <summary>The last year before one that is told in the same measure, if any.</summary>
    public TrendYear? Before(TrendYear year) => Years.LastOrDefault(y => y.Year < year.Year && (year.Holds.Value is not null ? y.Holds.Value is not null : y.Holds.Share is not null));
}

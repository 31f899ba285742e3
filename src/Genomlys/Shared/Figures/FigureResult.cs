namespace Genomlys.Shared.Figures;

/// <summary>
/// What a figure was on a day: a number of something, perhaps of a population, perhaps in parts, each with the list that proves it.
/// No value means that nothing has been registered to count, which is not zero.
/// </summary>
public sealed record FigureResult(string Key, string Title, decimal? Value, string Unit, string Href, DateOnly AsOf, string Source)
{
    public decimal? Population { get; init; }
    public string? PopulationHref { get; init; }
    public IReadOnlyList<FigurePart> Parts { get; init; } = [];
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    /// <summary>How one counts, when it is not plain; empty otherwise.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What stands at the foot of the page where the figure is printed.</summary>
    public string Footnote { get; init; } = "";

    /// <summary>Of the population, in whole percent.</summary>
    public decimal? Share => Value is { } value && Population is { } population ? Percent(value, population) : null;

    public FigurePart? Part(string key) => Parts.FirstOrDefault(p => p.Key == key);

    internal static decimal Percent(decimal count, decimal of) => of is 0 ? 0 : Math.Round(100m * count / of, MidpointRounding.AwayFromZero);
}

/// <summary>A part of a figure; the share is in whole percent of the whole, where parts are shares of one.</summary>
public sealed record FigurePart(string Key, string Label, decimal Value, decimal? Share, string Href);

/// <summary>What was left out of a figure, how many, and why.</summary>
public sealed record Exclusion(string Reason, int Count, string Href);

using Genomlys.Shared.Figures;

namespace Genomlys.Improvements.Plan;

/// <summary>What came of an activity's target in its year: the figure, and how it stands to the target.</summary>
public sealed record PlanOutcome(PlanTarget Target, FigureResult Figure, int Year, DateOnly AsOf)
{
    /// <summary>Of a figure that is told year by year, only the activity's own year.</summary>
    public decimal? Value => Figure.Value is null ? null : Figure.Part($"{Year}")?.Value ?? Figure.Value;
    public string Href => Figure.Part($"{Year}")?.Href ?? Figure.Href;
    public Pace Pace => Target.Of(Value, Year, AsOf);
}

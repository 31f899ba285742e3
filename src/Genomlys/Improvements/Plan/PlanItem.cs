using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Improvements.Plan;

/// <summary>An activity in a three-year plan, the last chapter of a review. Each year's review brings a new plan; the plan is named by its first year.</summary>
public sealed class PlanItem : IRecord<PlanItem>
{
    public required Id<PlanItem> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int FirstYear { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required string Activity { get; set; }
    public string? Owner { get; set; }
}

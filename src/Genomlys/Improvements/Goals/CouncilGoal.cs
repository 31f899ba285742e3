using Genomlys.Shared;

namespace Genomlys.Improvements.Goals;

/// <summary>A goal of the council's budget that activities serve, by its number: 3.5. Each authority corrects the words by its own budget.</summary>
public sealed class CouncilGoal : IRecord<CouncilGoal>
{
    public required Id<CouncilGoal> Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required int ValidFrom { get; init; }
    public int? ValidTo { get; set; }
    public string? Source { get; set; }
    public required Certainty Certainty { get; set; }
}

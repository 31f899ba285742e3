using Genomlys.Shared.Data;

namespace Genomlys.Shared.Reports;

/// <summary>What whoever decides says of a proposal. A changed one is approved in other words.</summary>
public enum Verdict { Approved, Changed, Rejected }

/// <summary>The decision on one proposal. Words when it was changed, a reason when it was rejected; money in whole kronor.</summary>
public sealed record Ruling(Verdict Verdict, DateOnly On)
{
    public string? Words { get; init; }
    public string? Reason { get; init; }
    public string? Owner { get; init; }
    public DateOnly? Due { get; init; }
    public decimal? Money { get; init; }
}

/// <summary>A proposal that is put before whoever decides, as the report calls it, with the address of its record.</summary>
public sealed record DecisionPoint(Guid Id, string Called, string Body, string? Owner, string Href);

/// <summary>A module's proposals that the year's review is decided on, and what follows in its registers from the decision.</summary>
public interface IDecidable
{
    string Key { get; }

    /// <summary>The year's proposals in the order the report has them.</summary>
    Task<IReadOnlyList<DecisionPoint>> PointsAsync(GenomlysDb db, int year, CancellationToken stop);

    /// <summary>Takes the decision into the register; saved together with the review's own decision, never by itself.</summary>
    Task<Outcome> DecideAsync(GenomlysDb db, Guid id, Ruling ruling, CancellationToken stop);
}

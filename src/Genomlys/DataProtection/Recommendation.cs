using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.DataProtection;

public enum RecommendationStatus { New, CarriedOver }

/// <summary>
/// A risk or recommendation in the data protection officer's report on a year (GDPR art. 38.3 and 39: the officer reports to the highest management).
/// One that comes back the next year is the same one: the later record points at the earlier.
/// </summary>
public sealed class Recommendation : Guarded, IRecord<Recommendation>
{
    public required Id<Recommendation> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required string Risk { get; set; }
    public string? Situation { get; set; }

    /// <summary>What the officer's own report calls it; kept beside what follows from the lineage.</summary>
    public RecommendationStatus? Stated { get; set; }
    public Id<Recommendation>? EarlierId { get; set; }

    /// <summary>The report that raised it first; null when it is older than any report that has been read in.</summary>
    public int? FirstRaised { get; private set; }

    /// <summary>Without an ancestor the report's own word decides, and "carried over" then means: since when is not known.</summary>
    public void Follow(Recommendation? earlier)
    {
        if (earlier is not null && earlier.Year < Year)
            (EarlierId, FirstRaised) = (earlier.Id, earlier.FirstRaised);
        else
            FirstRaised = Stated is RecommendationStatus.CarriedOver ? null : Year;
    }
}

using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Lineage;

namespace Genomlys.DataProtection;

public enum RecommendationStatus { New, CarriedOver }

/// <summary>
/// A risk or recommendation in the data protection officer's report on a year (GDPR art. 38.3 and 39: the officer reports to the highest management).
/// One that comes back the next year is the same one: the later record points at the earlier.
/// </summary>
public sealed class Recommendation : Guarded, ITraced<Recommendation>
{
    public required Id<Recommendation> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required string Risk { get; set; }
    public string? Situation { get; set; }

    /// <summary>What the officer's own report calls it; kept beside what follows from the lineage.</summary>
    public RecommendationStatus? Stated { get; set; }

    /// <summary>The nearest of those it continues.</summary>
    public Id<Recommendation>? EarlierId { get; private set; }

    /// <summary>The report that raised it first; null when it is older than any report that has been read in.</summary>
    public int? FirstRaised { get; private set; }
    public Progress? Progress { get; set; }

    /// <summary>Why it is no longer followed up; without a reason it is.</summary>
    public string? DroppedBecause { get; private set; }

    /// <summary>Kept as a column so that it can be looked up.</summary>
    public Standing Standing { get => Standings.Of(Year, FirstRaised, Progress, DroppedBecause is not null); private set { } }

    public Outcome Continue(Id<Recommendation>? earlier)
    {
        if (earlier == Id)
            return Outcome.Refused("FollowsItself");
        EarlierId = earlier;
        return Outcome.Done;
    }

    public Outcome Drop(string? because)
    {
        DroppedBecause = string.IsNullOrWhiteSpace(because) ? null : because.Trim();
        return Outcome.Done;
    }

    int ITraced<Recommendation>.TracedYear => Year;
    string ITraced<Recommendation>.Called => Risk;
    string? ITraced<Recommendation>.Text => Situation;

    /// <summary>Without an ancestor the report's own word decides, and "carried over" then means: since when is not known.</summary>
    bool ITraced<Recommendation>.IsOlder => Stated is RecommendationStatus.CarriedOver;

    public void Settle(int? since, int? continuedIn, Id<Recommendation>? origin) => (FirstRaised, EarlierId) = (since, origin);

    public bool IsSettled((int? Since, int? ContinuedIn, Id<Recommendation>? Origin) lineage) => (FirstRaised, EarlierId) == (lineage.Since, lineage.Origin);
}

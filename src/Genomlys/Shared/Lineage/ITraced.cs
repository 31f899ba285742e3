namespace Genomlys.Shared.Lineage;

/// <summary>A record of one year that is the same thing as records of other years: an improvement, a risk, a recommendation, an activity.</summary>
public interface ITraced<T> : IRecord<T>
{
    /// <summary>The year of the report or plan it stands in.</summary>
    int TracedYear { get; }

    string Called { get; }
    string? Text { get; }
    Standing Standing { get; }

    /// <summary>The year it is to be done, where that is said: what moves from one year to the next has slipped.</summary>
    int? DueYear => null;

    /// <summary>Whether its own report says that it is older than anything that is known here.</summary>
    bool IsOlder => false;

    /// <summary>Takes what follows from the lineage: the first year, null when older than what is known; the next year it comes back; the nearest ancestor.</summary>
    void Settle(int? since, int? continuedIn, Id<T>? origin);

    /// <summary>Whether it says so already.</summary>
    bool IsSettled((int? Since, int? ContinuedIn, Id<T>? Origin) lineage);
}

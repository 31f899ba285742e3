using Genomlys.Shared;

namespace Genomlys.Incidents;

/// <summary>What speaks for two reports being of one event.</summary>
public enum SuspicionReason { NamesTheOther, SameDay, SameUnit, SameWording, LikeWording }

/// <summary>Two reports that may be of one event: the one that would be linked, the one that would count, and why.</summary>
public sealed record Suspicion(Incident Report, Incident First, IReadOnlyList<SuspicionReason> Reasons, int Likeness)
{
    /// <summary>How much of the wording must be shared, when day and unit are the same.</summary>
    public const int LeastLikeness = 50;

    /// <summary>Null when nothing speaks for it.</summary>
    public static Suspicion? Of(Incident one, Incident other)
    {
        var (first, report) = IsBefore(one, other) ? (one, other) : (other, one);
        var likeness = Wording.Likeness(one.Summary, other.Summary);
        var isNamed = Names(one, other) || Names(other, one);
        var sameDay = Period.DayOf(one.OccurredAt) == Period.DayOf(other.OccurredAt);
        var sameUnit = one.UnitId == other.UnitId;
        if (!isNamed && !(sameDay && sameUnit && likeness >= LeastLikeness))
            return null;
        return new Suspicion(report, first,
        [
            .. Said(isNamed, SuspicionReason.NamesTheOther),
            .. Said(sameDay, SuspicionReason.SameDay),
            .. Said(sameUnit, SuspicionReason.SameUnit),
            .. Said(likeness is 100, SuspicionReason.SameWording),
            .. Said(likeness is >= LeastLikeness and < 100, SuspicionReason.LikeWording),
        ], likeness);
    }

    /// <summary>The city's rule: an event that is also in IA is counted there. Within a channel the one that occurred first counts.</summary>
    public static bool IsBefore(Incident one, Incident other) =>
        one.Channel != other.Channel ? one.Channel < other.Channel
        : one.OccurredAt != other.OccurredAt ? one.OccurredAt < other.OccurredAt
        : string.CompareOrdinal(one.Reference, other.Reference) < 0;

    public static bool Names(Incident one, Incident other) =>
        one.Note is { } note && one.Channel != other.Channel && References.In(note).Contains(other.Reference);

    private static IEnumerable<SuspicionReason> Said(bool holds, SuspicionReason reason) => holds ? [reason] : [];
}

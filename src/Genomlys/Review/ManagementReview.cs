using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Review;

/// <summary>Figures of a draft follow the registers; of a frozen review they stand still; of a decided one nothing changes any more.</summary>
public enum ReviewState { Draft, Frozen, Decided }

/// <summary>
/// The yearly review that the head of the administration decides on (ISO/IEC 27001 9.3), or the data protection officer's yearly report, which the officer hands in: <see cref="Kind"/>.
/// What is decided is corrected by a new edition, never changed.
/// </summary>
public sealed class ManagementReview : IRecord<ManagementReview>
{
    public required Id<ManagementReview> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }
    public ReviewKind Kind { get; init; }

    /// <summary>The template it follows.</summary>
    public required Id<ReportTemplate> TemplateId { get; set; }

    /// <summary>The last day its figures speak of.</summary>
    public required DateOnly AsOf { get; set; }

    /// <summary>The number in the authority's diary.</summary>
    public string? Reference { get; set; }
    public ReviewState State { get; private set; }

    /// <summary>1, and one more for each correction of what was decided.</summary>
    public int Edition { get; private set; } = 1;

    /// <summary>Why this edition corrects the one before; nothing in the first.</summary>
    public string? Correction { get; private set; }

    public ReviewAddress Address => new(Year, Kind);

    public Period Period => Period.Days(new DateOnly(Year, 1, 1), AsOf);

    /// <summary>Refused unless its year is one of an authority's and its last day lies in it or in the next: figures gathered in January may be of the year before.</summary>
    public Outcome OfItsTime => Year is < 2000 or > 2299 ? Outcome.Refused("YearOutOfReach") : Covers(AsOf) ? Outcome.Done : Outcome.Refused("AsOfOutOfReach");

    /// <summary>What figures are counted by stands still with them.</summary>
    public Outcome Cover(DateOnly asOf) => Covers(asOf) ? Say(asOf, AsOf, day => AsOf = day) : Outcome.Refused("AsOfOutOfReach");

    public Outcome Follow(Id<ReportTemplate> template) => Say(template, TemplateId, id => TemplateId = id);

    public Outcome Freeze() => Go(ReviewState.Draft, ReviewState.Frozen, "NotADraft");

    public Outcome Thaw() => Go(ReviewState.Frozen, ReviewState.Draft, "NotFrozen");

    public Outcome Decide() => Go(ReviewState.Frozen, ReviewState.Decided, "NotFrozen");

    /// <summary>A new edition, open to be written in; the decided one stays as it is.</summary>
    public Outcome Correct(string reason)
    {
        if (reason.Trim() is "")
            return Outcome.Refused("CorrectionNeedsReason");
        if (Go(ReviewState.Decided, ReviewState.Draft, "NotDecided") is { IsDone: false } refused)
            return refused;
        (Edition, Correction) = (Edition + 1, reason.Trim());
        return Outcome.Done;
    }

    private bool Covers(DateOnly asOf) => asOf.Year == Year || asOf.Year == Year + 1;

    private Outcome Say<T>(T said, T before, Action<T> say)
    {
        if (Equals(said, before))
            return Outcome.Done;
        if (State is not ReviewState.Draft)
            return Outcome.Refused("StandsStill");
        say(said);
        return Outcome.Done;
    }

    private Outcome Go(ReviewState from, ReviewState to, string problem)
    {
        if (State != from)
            return Outcome.Refused(problem);
        State = to;
        return Outcome.Done;
    }
}

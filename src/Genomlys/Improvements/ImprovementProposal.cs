using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;

namespace Genomlys.Improvements;

/// <summary>
/// An improvement that a year's management review proposes, in order of priority. One that was proposed before points at its origin;
/// that it remains, since when, and what became of it follows from there, from decisions and from progress, and is never read from a file.
/// </summary>
public sealed class ImprovementProposal : ITraced<ImprovementProposal>
{
    public const int LongestName = 400;

    public required Id<ImprovementProposal> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }
    public required int Rank { get; set; }
    public required string Name { get; set; }
    public string? Body { get; set; }

    /// <summary>The nearest of those it continues.</summary>
    public Id<ImprovementProposal>? OriginId { get; private set; }
    public string? Owner { get; set; }
    public Verdict? Verdict { get; private set; }
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>What was approved instead of what was proposed.</summary>
    public string? DecidedWords { get; private set; }

    /// <summary>Why it was rejected, or dropped afterwards; without a reason it is neither.</summary>
    public string? DroppedBecause { get; private set; }
    public DateOnly? Due { get; set; }

    /// <summary>In whole kronor.</summary>
    public decimal? Money { get; set; }

    /// <summary>The year its activity stands in the plan.</summary>
    public int? PlannedFor { get; internal set; }
    public Progress? Progress { get; private set; }
    public DateOnly? ProgressOn { get; private set; }

    /// <summary>The year it was proposed first.</summary>
    public int FirstProposed { get; private set; }

    /// <summary>The next year in which it was proposed again.</summary>
    public int? ContinuedIn { get; private set; }

    // What follows from the rest is kept as columns too, so that it can be looked up.

    /// <summary>What files call it, year and rank: 2024:1.</summary>
    public string Reference { get => $"{Year}:{Rank}"; private set { } }
    public Standing Standing { get => Standings.Of(Year, FirstProposed, Progress, DroppedBecause is not null); private set { } }

    public bool IsCarriedOver => FirstProposed < Year;

    /// <summary>Whether it was approved and is neither done nor dropped.</summary>
    public bool IsOpen => Verdict is not (null or Shared.Reports.Verdict.Rejected) && Standing is not (Standing.Done or Standing.Dropped);

    /// <summary>What it is called as it was decided: in the decided words, where it was changed and they are no longer than a name.</summary>
    public string Decided => Verdict is Shared.Reports.Verdict.Changed && DecidedWords is { Length: <= LongestName } words && !words.Contains('\n', StringComparison.Ordinal) ? words : Name;

    /// <summary>What it is, as it was decided: decided words that are longer than a name.</summary>
    public string? DecidedBody => Verdict is Shared.Reports.Verdict.Changed && Decided == Name ? DecidedWords : Body;

    /// <summary>As reports call it, with the mark that it remains.</summary>
    public string CalledIn(Words words) => IsCarriedOver ? words.Format("CalledCarriedOver", Name) : Name;

    public Outcome Continue(Id<ImprovementProposal>? origin)
    {
        if (origin == Id)
            return Outcome.Refused("FollowsItself");
        OriginId = origin;
        return Outcome.Done;
    }

    /// <summary>The whole decision; a later one takes the place of an earlier.</summary>
    public Outcome Decide(Ruling ruling)
    {
        if (ruling.Verdict is Shared.Reports.Verdict.Rejected && string.IsNullOrWhiteSpace(ruling.Reason))
            return Outcome.Refused("RejectedWithoutReason");
        if (ruling.Verdict is Shared.Reports.Verdict.Changed && string.IsNullOrWhiteSpace(ruling.Words))
            return Outcome.Refused("ChangedWithoutWords");
        (Verdict, DecidedOn) = (ruling.Verdict, ruling.On);
        DecidedWords = ruling.Verdict is Shared.Reports.Verdict.Changed ? ruling.Words!.Trim() : null;
        DroppedBecause = ruling.Verdict is Shared.Reports.Verdict.Rejected ? ruling.Reason!.Trim() : null;
        (Owner, Due, Money) = (ruling.Owner ?? Owner, ruling.Due ?? Due, ruling.Money ?? Money);
        return Outcome.Done;
    }

    /// <summary>The day of a decision that is registered afterwards; without more it was approved.</summary>
    public Outcome Decide(DateOnly? on)
    {
        DecidedOn = on;
        if (on is not null)
            Verdict ??= Shared.Reports.Verdict.Approved;
        return Outcome.Done;
    }

    public Outcome Rule(Verdict? verdict)
    {
        Verdict = verdict;
        return Outcome.Done;
    }

    public Outcome Reword(string? words)
    {
        DecidedWords = words;
        return Outcome.Done;
    }

    /// <summary>It is dropped as long as there is a reason for it.</summary>
    public Outcome Drop(string? because)
    {
        DroppedBecause = string.IsNullOrWhiteSpace(because) ? null : because.Trim();
        return Outcome.Done;
    }

    public Outcome Report(Progress? progress, DateTimeOffset at)
    {
        (Progress, ProgressOn) = (progress, progress is null ? null : Period.DayOf(at));
        return Outcome.Done;
    }

    int ITraced<ImprovementProposal>.TracedYear => Year;
    string ITraced<ImprovementProposal>.Called => Name;
    string? ITraced<ImprovementProposal>.Text => Body;

    public void Settle(int? since, int? continuedIn, Id<ImprovementProposal>? origin) => (FirstProposed, ContinuedIn, OriginId) = (since ?? Year, continuedIn, origin);

    public bool IsSettled((int? Since, int? ContinuedIn, Id<ImprovementProposal>? Origin) lineage) => (FirstProposed, ContinuedIn, OriginId) == (lineage.Since ?? Year, lineage.ContinuedIn, lineage.Origin);
}

using Genomlys.Improvements.Goals;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Lineage;

namespace Genomlys.Improvements.Plan;

/// <summary>
/// An activity in a three-year plan, the last chapter of a review. Each year's review brings a new plan; the plan is named by its first year.
/// An activity that stood in an earlier plan keeps its identity, and has slipped when it is to be done later than was said there.
/// </summary>
public sealed class PlanItem : ITraced<PlanItem>
{
    public required Id<PlanItem> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int FirstYear { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required string Activity { get; set; }
    public string? Body { get; set; }
    public string? Owner { get; set; }

    /// <summary>The decided proposal it comes from.</summary>
    public Id<ImprovementProposal>? ProposalId { get; set; }

    /// <summary>The council's goal it serves.</summary>
    public Id<CouncilGoal>? GoalId { get; set; }

    /// <summary>Budget in whole kronor.</summary>
    public decimal? Money { get; set; }

    public Comparison? Comparison { get; set; }
    public decimal? TargetNumber { get; set; }

    /// <summary>The key of the figure that says the outcome.</summary>
    public string? TargetFigure { get; set; }

    public Progress? Progress { get; private set; }
    public DateOnly? ProgressOn { get; private set; }

    /// <summary>What was done.</summary>
    public string? Result { get; set; }
    public string? DroppedBecause { get; private set; }

    /// <summary>The nearest of those it comes from, in an earlier plan.</summary>
    public Id<PlanItem>? OriginId { get; private set; }

    /// <summary>The first year of the first plan it stood in.</summary>
    public int Since { get; private set; }
    public int? ContinuedIn { get; private set; }

    /// <summary>Kept as a column so that it can be looked up.</summary>
    public Standing Standing { get => Standings.Of(FirstYear, Since, Progress, DroppedBecause is not null); private set { } }

    public PlanTarget? Target => TargetNumber is { } number && TargetFigure is not null ? new PlanTarget(Comparison ?? Plan.Comparison.AtLeast, number) : null;
    public bool IsCarriedOver => Since < FirstYear;
    public bool IsOpen => Standing is not (Standing.Done or Standing.Dropped);

    /// <summary>As reports call it, with since when it remains.</summary>
    public string CalledIn(Words words) => IsCarriedOver ? words.Format("Remains", Activity, Since) : Activity;

    public static PlanItem From(ImprovementProposal proposal, int firstYear, int year, int number)
    {
        var item = new PlanItem { Id = Id<PlanItem>.New(), UnitId = proposal.UnitId, FirstYear = firstYear, Year = year, Number = number, Activity = proposal.Decided, ProposalId = proposal.Id };
        item.Settle(firstYear, null, null);
        return item;
    }

    /// <summary>The same activity in a later plan.</summary>
    public PlanItem CarryOver(int firstYear, int year, int number)
    {
        var item = new PlanItem
        {
            Id = Id<PlanItem>.New(), UnitId = UnitId, FirstYear = firstYear, Year = year, Number = number, Activity = Activity, Body = Body, Owner = Owner, GoalId = GoalId,
            Money = Money, Comparison = Comparison, TargetNumber = TargetNumber, TargetFigure = TargetFigure,
        };
        item.Settle(firstYear, null, null);
        return item;
    }

    /// <summary>Says what was decided; a decision that approves it brings it back.</summary>
    public void Follow(ImprovementProposal proposal) =>
        (Activity, Body, Owner, Money, DroppedBecause) = (proposal.Decided, proposal.DecidedBody, proposal.Owner ?? Owner, proposal.Money ?? Money, null);

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

    int ITraced<PlanItem>.TracedYear => FirstYear;
    int? ITraced<PlanItem>.DueYear => Year;
    string ITraced<PlanItem>.Called => Activity;
    string? ITraced<PlanItem>.Text => Body;

    public void Settle(int? since, int? continuedIn, Id<PlanItem>? origin) => (Since, ContinuedIn, OriginId) = (since ?? FirstYear, continuedIn, origin);

    public bool IsSettled((int? Since, int? ContinuedIn, Id<PlanItem>? Origin) lineage) => (Since, ContinuedIn, OriginId) == (lineage.Since ?? FirstYear, lineage.ContinuedIn, lineage.Origin);
}

using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Improvements;

public enum ProposalState { Proposed, Decided, Changed, Rejected, Done }

/// <summary>
/// An improvement that a year's management review proposes, in order of priority. One that was proposed before points at its origin;
/// that it remains, and since when, follows from there and is never read from a file.
/// </summary>
public sealed class ImprovementProposal : IRecord<ImprovementProposal>
{
    public required Id<ImprovementProposal> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }
    public required int Rank { get; set; }
    public required string Name { get; set; }
    public string? Body { get; set; }
    public Id<ImprovementProposal>? OriginId { get; private set; }
    public string? Owner { get; set; }
    public ProposalState State { get; set; }
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>The year it was proposed first.</summary>
    public int FirstProposed { get; internal set; }

    /// <summary>The next year in which it was proposed again.</summary>
    public int? ContinuedIn { get; internal set; }

    /// <summary>What files call it, year and rank: 2024:1. Kept as a column so that it can be looked up.</summary>
    public string Reference { get => $"{Year}:{Rank}"; private set { } }

    public bool IsCarriedOver => FirstProposed < Year;

    /// <summary>As reports call it, with the mark that it remains.</summary>
    public string CalledIn(Words words) => IsCarriedOver ? words.Format("CalledCarriedOver", Name) : Name;

    public Outcome Continue(Id<ImprovementProposal>? origin)
    {
        if (origin == Id)
            return Outcome.Refused("OriginIsItself");
        OriginId = origin;
        return Outcome.Done;
    }

    public Outcome Decide(DateOnly? on)
    {
        DecidedOn = on;
        if (on is not null && State is ProposalState.Proposed)
            State = ProposalState.Decided;
        return Outcome.Done;
    }
}

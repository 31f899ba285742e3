using Genomlys.Shared;

namespace Genomlys.Horizon;

public enum HorizonKind { Law, EuropeanAct, Regulation, Preparatory, Event }

public enum HorizonStatus { Draft, Decided, InForce, Repealed }

/// <summary>
/// A law or an event outside the authority that its information security must take note of. It carries dates, not a status:
/// what it is on a day follows from them, so that a report of a past day does not call a draft a law.
/// </summary>
public sealed class HorizonEntry : IRecord<HorizonEntry>
{
    public required Id<HorizonEntry> Id { get; init; }
    public required string Reference { get; init; }
    public required string Name { get; set; }
    public required HorizonKind Kind { get; set; }

    /// <summary>From when the entry could be known at all, where that is not its first other date.</summary>
    public DateOnly? KnownOn { get; set; }
    public DateOnly? PresentedOn { get; set; }
    public DateOnly? ProposedInForceOn { get; set; }
    public DateOnly? IssuedOn { get; set; }
    public DateOnly? InForceOn { get; set; }
    public DateOnly? RepealedOn { get; set; }
    public string? Source { get; set; }
    public Certainty Certainty { get; set; }
    public string? Note { get; set; }

    public HorizonStatus StatusOn(DateOnly day) =>
        RepealedOn <= day ? HorizonStatus.Repealed
        : InForceOn <= day || (InForceOn is null && RepealedOn is not null) ? HorizonStatus.InForce
        : IssuedOn <= day ? HorizonStatus.Decided
        : HorizonStatus.Draft;

    public bool IsPreliminary => Certainty is Certainty.SingleSource or Certainty.Unverified;

    /// <summary>The days on which something happened or is to happen.</summary>
    public IEnumerable<DateOnly> Days => new[] { PresentedOn, IssuedOn, InForceOn, RepealedOn }.OfType<DateOnly>();

    public DateOnly? KnownFrom => KnownOn ?? Days.Cast<DateOnly?>().Min();
}

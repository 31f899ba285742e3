using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Audits;

/// <summary>Who examined and asks for something. What the data protection officer asks for stands in a register of its own.</summary>
public enum AuditSource { CityAuditOffice, CityExecutiveOffice, SupervisoryAuthority, InternalAudit, Other }

/// <summary>How far the authority has come with it; what is dropped is not to be done.</summary>
public enum RecommendationState { NotStarted, InProgress, Done, Dropped }

/// <summary>
/// What an audit or another examination asks of the authority: what it answered, what it does, by when, and the decision that closes it.
/// It is the same one as long as the audit's registry number and its number there are the same, however many years it stays open.
/// </summary>
public sealed class AuditRecommendation : Guarded, IRecord<AuditRecommendation>
{
    /// <summary>What fits on a line where it is one of many.</summary>
    private const int LongestCall = 120;

    public required Id<AuditRecommendation> Id { get; init; }

    /// <summary>The registry number (diarienummer) that whoever examined gave the audit.</summary>
    public required string Reference { get; init; }

    /// <summary>Its number in the audit's report; empty where the report has one alone and no number.</summary>
    public string Number { get; init; } = "";
    public required string Audit { get; set; }
    public AuditSource? Source { get; set; }

    /// <summary>The year it was received: from then on the reviews tell of it.</summary>
    public required int Year { get; set; }
    public DateOnly? ReportedOn { get; set; }
    public required string Text { get; set; }
    public Id<Unit>? UnitId { get; set; }

    /// <summary>A role, never a person.</summary>
    public string? Responsible { get; set; }
    public string? Answer { get; set; }
    public string? AnswerTo { get; set; }
    public DateOnly? AnswerDue { get; set; }
    public DateOnly? AnsweredOn { get; set; }
    public DateOnly? Due { get; set; }
    public RecommendationState? State { get; private set; }

    /// <summary>The day somebody said so.</summary>
    public DateOnly? StateOn { get; private set; }

    /// <summary>What shows that it has been done: a document and where it is kept.</summary>
    public string? Evidence { get; set; }

    /// <summary>Why it is closed without being done.</summary>
    public string? ClosedBecause { get; set; }
    public DateOnly? ClosedOn { get; set; }

    /// <summary>The decision that closes it.</summary>
    public string? ClosingReference { get; set; }

    /// <summary>As it is called where it is one of many.</summary>
    public string Called => IsLong ? Text[..EndOfCall].TrimEnd(',', ';', ':', '.') + " …" : Text.TrimEnd('.');

    public bool IsLong => Text.Length > LongestCall;

    private int EndOfCall => Text.LastIndexOf(' ', LongestCall, LongestCall / 2) is > 0 and var space ? space : LongestCall;

    public Outcome Report(RecommendationState? state, DateTimeOffset at)
    {
        (State, StateOn) = (state, state is null ? null : Period.DayOf(at));
        return Outcome.Done;
    }

    /// <summary>Nothing is closed on a word alone: there is evidence that it was done, or a reason that it is not to be.</summary>
    public Outcome Settle() =>
        State is RecommendationState.Dropped && string.IsNullOrWhiteSpace(ClosedBecause) ? Outcome.Refused("DroppedWithoutReason", "state")
        : ClosedOn is null ? Outcome.Done
        : string.IsNullOrWhiteSpace(Evidence) && string.IsNullOrWhiteSpace(ClosedBecause) ? Outcome.Refused("ClosedWithoutGround", "closedOn")
        : State is RecommendationState.NotStarted or RecommendationState.InProgress ? Outcome.Refused("ClosedUnfinished", "closedOn")
        : ClosedOn < ReportedOn ? Outcome.Refused("ClosedBeforeReported", "closedOn")
        : Outcome.Done;
}

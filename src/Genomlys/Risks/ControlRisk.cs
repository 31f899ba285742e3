using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Lineage;

namespace Genomlys.Risks;

/// <summary>The work a risk comes from: the yearly materiality and risk analysis (VoR) behind the internal control plan, or the two-year RSA.</summary>
public enum RiskOrigin { InternalControl, RiskVulnerability }

public enum ActionState { NotStarted, InProgress, Delayed, Done }

/// <summary>
/// A material process of a year and a risk in it, with what is done about it. Kommunallagen 6 kap. 6 §: each board sees to it that internal control is sufficient.
/// A process in which no risk was formulated is kept too: that says something.
/// </summary>
public sealed class ControlRisk : Guarded, ITraced<ControlRisk>
{
    public required Id<ControlRisk> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required RiskOrigin Origin { get; init; }
    public required int Year { get; init; }
    public required string Process { get; init; }

    /// <summary>Empty when no risk has been formulated in the process.</summary>
    public string Description { get; init; } = "";
    public string? ProposedAction { get; set; }
    public ActionState? State { get; set; }
    public string? Comment { get; set; }

    /// <summary>Why it is no longer followed up: accepted, gone, part of another. Without a reason it is.</summary>
    public string? DroppedBecause { get; private set; }

    /// <summary>The first analysis that held it.</summary>
    public int Since { get; private set; }
    public int? ContinuedIn { get; private set; }

    /// <summary>Kept as a column so that it can be looked up.</summary>
    public Standing Standing { get => Standings.Of(Year, Since, Progress, DroppedBecause is not null); private set { } }

    private Progress? Progress => State switch
    {
        ActionState.Done => Shared.Lineage.Progress.Done,
        ActionState.InProgress => Shared.Lineage.Progress.Partly,
        ActionState.NotStarted or ActionState.Delayed => Shared.Lineage.Progress.NotStarted,
        null => null,
    };

    public Outcome Drop(string? because)
    {
        DroppedBecause = string.IsNullOrWhiteSpace(because) ? null : because.Trim();
        return Outcome.Done;
    }

    int ITraced<ControlRisk>.TracedYear => Year;
    string ITraced<ControlRisk>.Called => Description is "" ? Process : Description;
    string? ITraced<ControlRisk>.Text => ProposedAction;

    public void Settle(int? since, int? continuedIn, Id<ControlRisk>? origin) => (Since, ContinuedIn) = (since ?? Year, continuedIn);

    public bool IsSettled((int? Since, int? ContinuedIn, Id<ControlRisk>? Origin) lineage) => (Since, ContinuedIn) == (lineage.Since ?? Year, lineage.ContinuedIn);
}

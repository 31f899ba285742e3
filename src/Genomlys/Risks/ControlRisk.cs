using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Risks;

/// <summary>The work a risk comes from: the yearly materiality and risk analysis (VoR) behind the internal control plan, or the two-year RSA.</summary>
public enum RiskOrigin { InternalControl, RiskVulnerability }

public enum ActionState { NotStarted, InProgress, Delayed, Done }

/// <summary>
/// A material process of a year and a risk in it, with what is done about it. Kommunallagen 6 kap. 6 §: each board sees to it that internal control is sufficient.
/// A process in which no risk was formulated is kept too: that says something.
/// </summary>
public sealed class ControlRisk : Guarded, IRecord<ControlRisk>
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
}

using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Incidents.Losses;

public enum LossStatus { Open, Resolved, Closed }

/// <summary>A mobile device someone has reported lost or stolen to a service desk.</summary>
public sealed class LossReport : Guarded, IRecord<LossReport>
{
    public required Id<LossReport> Id { get; init; }
    public required string Reference { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    public required string Summary { get; set; }
    public required Id<Unit> UnitId { get; set; }

    /// <summary>The desk that took the report, by its number.</summary>
    public string? Desk { get; set; }
    public LossStatus? Status { get; set; }
}

using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Incidents.Events;

public enum EventKind { Detected, Aware, Notified, Supplemented, Scope, Communication, Informed, Measure, Lesson }

/// <summary>How exactly a date is known. What is only a month stays a month.</summary>
public enum Precision { Day, Week, Month }

/// <summary>One step of what happened in a larger incident: who got to know what, and when.</summary>
public sealed class IncidentEvent : Guarded, IRecord<IncidentEvent>
{
    public required Id<IncidentEvent> Id { get; init; }

    /// <summary>What the steps belong to, such as an attack on a supplier.</summary>
    public required string Case { get; init; }

    /// <summary>The day, or the first day of the week or month.</summary>
    public required DateOnly On { get; init; }
    public required Precision Precision { get; init; }
    public required EventKind Kind { get; set; }
    public required string Text { get; init; }
    public Id<Incident>? IncidentId { get; set; }
    public Id<Unit>? UnitId { get; set; }

    public Dating When => new(On, Precision);
}

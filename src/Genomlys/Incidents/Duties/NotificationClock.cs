using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents.Duties;

/// <summary>Keeps the clock of an incident as the incident is now: started, moved, met or taken away.</summary>
internal static class NotificationClock
{
    public static readonly IReadOnlySet<string> Reads = new HashSet<string>
    {
        "personalData", "awareAt", "detectedAt", "reportedAt", "notifiedAt", "notNotifiedBecause", "summary", "unit", "secrecy",
    };

    public static void Set(GenomlysDb db, Incident incident)
    {
        var href = NotificationDuty.HrefOf(incident);
        if (db.Entry(incident).State is not EntityState.Added)
            db.RemoveRange(db.Deadlines.Where(d => d.Duty == NotificationDuty.Duty && d.Href == href).ToList());
        if (NotificationDuty.For(incident, Rules(db)) is { } deadline)
            db.Deadlines.Add(deadline);
    }

    /// <summary>Read once per act, however many incidents it brings.</summary>
    private static IEnumerable<DutyRule> Rules(GenomlysDb db)
    {
        if (db.DutyRules.Local.Count is 0)
            db.DutyRules.Load();
        return db.DutyRules.Local;
    }
}

using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Deadlines;

namespace Genomlys.Incidents.Duties;

/// <summary>GDPR art. 33: a personal data breach is notified within the hours the rule says, counted from awareness.</summary>
public static class NotificationDuty
{
    public const string Duty = "incidents.notify-authority";

    public static Deadline? For(Incident incident, IEnumerable<DutyRule> rules)
    {
        if (incident.PersonalData is not true || incident.SameAsId is not null || incident.NotNotifiedBecause is not null)
            return null;
        var start = StartOf(incident);
        if (rules.FirstOrDefault(r => r.Code is DutyRule.PersonalDataBreach && r.HoldsOn(Period.DayOf(start))) is not { } rule)
            return null;
        var deadline = new Deadline
        {
            Id = Id<Deadline>.New(),
            Duty = Duty,
            Subject = $"{incident.Reference} {incident.Summary}",
            Href = HrefOf(incident),
            Area = Area.Incidents,
            UnitId = incident.UnitId,
            RecordId = incident.Id.Value,
            Secrecy = incident.Secrecy,
            StartedAt = start,
            DueAt = start + rule.Limit,
            Source = $"{rule.LegalBasis}, {rule.Receiver}",
        };
        if (incident.NotifiedAt is { } notified)
            deadline.Meet(notified);
        return deadline;
    }

    public static string HrefOf(Incident incident) => $"/incidents/{incident.Id}";

    /// <summary>Awareness; until someone has said when that was, the earliest instant it may have been: a clock that starts too early warns too early, never too late.</summary>
    public static DateTimeOffset StartOf(Incident incident) => incident.AwareAt ?? incident.DetectedAt ?? incident.ReportedAt ?? incident.OccurredAt;
}

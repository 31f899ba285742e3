namespace Genomlys.Incidents.Events;

public enum Timing { InTime, Late, Undecidable }

/// <summary>Whether a notification came within its hours, when only days are known: never a guess.</summary>
public static class NotificationTiming
{
    private const int HoursOfDay = 24;

    /// <summary>GDPR art. 33(1).</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromHours(72);

    public static Timing Of(Dating aware, Dating notified, int hours)
    {
        var most = (notified.Last.DayNumber - aware.On.DayNumber + 1) * HoursOfDay;
        var least = (notified.On.DayNumber - aware.Last.DayNumber - 1) * HoursOfDay;
        return most <= hours ? Timing.InTime : least >= hours ? Timing.Late : Timing.Undecidable;
    }
}

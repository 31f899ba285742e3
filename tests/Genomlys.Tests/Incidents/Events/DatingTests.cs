using Genomlys.Incidents.Events;

namespace Genomlys.Tests.Incidents.Events;

public sealed class DatingTests
{
    [Theory, InlineData("2025-08-23", "2025-08-23", "2025-08-23", Precision.Day), InlineData("2025-06", "2025-06-01", "2025-06-30", Precision.Month), InlineData("2025-W40", "2025-09-29", "2025-10-05", Precision.Week)]
    public void A_date_keeps_how_exactly_it_is_known(string text, string first, string last, Precision precision) =>
        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last), precision), Dating.Read(text) is { } d ? (d.On, d.Last, d.Precision) : default);

    [Theory, InlineData("i somras"), InlineData("2025-13"), InlineData("2025-W54"), InlineData("2025-02-30"), InlineData("")]
    public void What_is_no_date_is_not_guessed(string text) => Assert.Null(Dating.Read(text));

    [Theory, InlineData("2025-08-26", "2025-08-28", Timing.InTime), InlineData("2025-08-26", "2025-08-29", Timing.Undecidable), InlineData("2025-08-26", "2025-08-30", Timing.Late), InlineData("2025-06", "2025-06-20", Timing.Undecidable)]
    public void Without_a_time_of_day_72_hours_are_decided_only_where_they_can_be(string aware, string notified, Timing timing) =>
        Assert.Equal(timing, NotificationTiming.Of(Dating.Read(aware)!.Value, Dating.Read(notified)!.Value, 72));
}

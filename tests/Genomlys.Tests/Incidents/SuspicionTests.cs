using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Tests.Incidents;

public sealed class SuspicionTests
{
    private static readonly Incident InIa = An.Incident(Channel.Ia, "2025-1804", "Sms med uppgift om brukare till fel nummer");

    [Fact]
    public void Day_unit_and_wording_together_speak_for_one_event()
    {
        var suspicion = Suspicion.Of(An.Incident(Channel.LexSarah, "LS 003/2025", InIa.Summary), InIa)!;
        Assert.Equal([SuspicionReason.SameDay, SuspicionReason.SameUnit, SuspicionReason.SameWording], suspicion.Reasons);
        Assert.Equal(InIa, suspicion.First);   // IA counts
    }

    [Fact]
    public void Another_day_is_another_event() =>
        Assert.Null(Suspicion.Of(An.Incident(Channel.LexSarah, "LS", InIa.Summary, at: InIa.OccurredAt.AddDays(1)), InIa));

    [Fact]
    public void Another_unit_is_another_event() =>
        Assert.Null(Suspicion.Of(An.Incident(Channel.LexSarah, "LS", InIa.Summary, unit: Id<Unit>.New()), InIa));

    [Fact]
    public void Another_wording_is_another_event() =>
        Assert.Null(Suspicion.Of(An.Incident(Channel.LexSarah, "LS", "Dator stulen ur låst skåp"), InIa));

    [Fact]
    public void A_wording_that_is_nearly_the_same_is_shown_with_its_share()
    {
        var suspicion = Suspicion.Of(An.Incident(Channel.LexSarah, "LS", "sms med uppgift om brukare till fel mottagare"), InIa)!;
        Assert.Equal([SuspicionReason.SameDay, SuspicionReason.SameUnit, SuspicionReason.LikeWording], suspicion.Reasons);
        Assert.Equal(77, suspicion.Likeness);
    }

    [Fact]
    public void A_number_in_the_note_is_enough() =>
        Assert.Contains(SuspicionReason.NamesTheOther, Suspicion.Of(An.Incident(Channel.LexSarah, "LS", "Annat", at: InIa.OccurredAt.AddDays(9), note: "Även i IA, nr 2025-1804"), InIa)!.Reasons);

    [Fact]
    public void The_day_is_a_Swedish_day() =>
        Assert.Null(Suspicion.Of(
            An.Incident(Channel.Ia, at: new DateTimeOffset(2025, 6, 30, 23, 30, 0, TimeSpan.FromHours(2))),
            An.Incident(Channel.LexSarah, at: new DateTimeOffset(2025, 7, 1, 0, 30, 0, TimeSpan.FromHours(2)))));

    [Fact]
    public void A_report_is_linked_once()
    {
        var report = An.Incident(Channel.LexSarah);
        Assert.True(report.IsSameAs(InIa, SameAsBasis.ConfirmedByPerson, InIa.OccurredAt).IsDone);
        Assert.Equal("SameAsItself", report.IsSameAs(InIa, SameAsBasis.ConfirmedByPerson, InIa.OccurredAt).Problem);
        Assert.Equal("SameAsItself", An.Incident().IsSameAs(report, SameAsBasis.ConfirmedByPerson, InIa.OccurredAt).Problem);
        Assert.True(report.IsAnotherThan(InIa).IsDone);
        Assert.Null(report.SameAsBasis);
    }
}

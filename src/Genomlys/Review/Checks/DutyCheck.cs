using System.Globalization;
using Genomlys.Shared;

namespace Genomlys.Review.Checks;

/// <summary>What must be told within hours was told in time; too late is said, and so is what cannot be known because a clock time is missing. It is never guessed.</summary>
internal sealed class DutyCheck() : ReviewCheck("duties")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var home = review.PlaceOf(Tables["deviations"]) ?? review.Places.FirstOrDefault();
        foreach (var duty in review.Duties)
            if (home is not null && Judge(Span(duty.Started), duty.Met is { } met ? Span(met) : null, duty.Due - duty.Started, Period.StartOf(review.Today)) is { } verdict)
                yield return Warning(home, verdict, duty.Subject, null, duty.Subject, (duty.Due - duty.Started).TotalHours);
        foreach (var place in review.Places)
            foreach (var duty in Tables.NoticeDuties)
                if (Said(review, place, Tables.Pattern(duty.Sent)) is { } sent && Said(review, place, Tables["aware"], until: sent.Last) is { } aware
                    && Judge((aware.First, aware.Last), (sent.First, sent.Last), TimeSpan.FromHours(duty.Hours), sent.Last) is { } verdict)
                    yield return Warning(place, verdict, sent.Sentence.Text, sent.Sentence.LineAt(sent.At), Texts[$"Duty.{duty.Name}"], duty.Hours);
    }

    /// <summary>Late when it cannot have been in time, undecidable when it may have been either, nothing when it was in time whatever the clock said.</summary>
    private static string? Judge((DateTimeOffset First, DateTimeOffset Last) aware, (DateTimeOffset First, DateTimeOffset Last)? sent, TimeSpan limit, DateTimeOffset now) =>
        sent is not { } done ? now - aware.Last > limit ? "DutyUnmet" : null
        : done.First - aware.Last > limit ? "DutyLate"
        : done.Last - aware.First > limit ? "DutyUndecidable"
        : null;

    /// <summary>An instant at midnight is a day without a clock time.</summary>
    private static (DateTimeOffset, DateTimeOffset) Span(DateTimeOffset at) =>
        Period.StartOf(Period.DayOf(at)) == at ? (at, Period.StartOf(Period.DayOf(at).AddDays(1)).AddMinutes(-1)) : (at, at);

    private sealed record Instant(Sentence Sentence, int At, DateTimeOffset First, DateTimeOffset Last);

    /// <summary>The earliest day on which a place says so.</summary>
    private static Instant? Said(CheckedReview review, CheckedPlace place, System.Text.RegularExpressions.Regex what, DateTimeOffset? until = null) =>
        (from passage in place.Passages
         where passage.IsWritten
         from sentence in passage.Sentences
         where what.IsMatch(sentence.Text)
         from date in SwedishDates.In(sentence.Text, review.Year).Where(d => d.IsDay).Take(1)
         let clock = Tables["clock"].Match(sentence.Text[(date.Start + date.Length)..])
         let first = clock.Success && int.Parse(clock.Groups["hour"].Value, CultureInfo.InvariantCulture) < 24
             ? Period.AtClock(date.First.ToDateTime(new TimeOnly(int.Parse(clock.Groups["hour"].Value, CultureInfo.InvariantCulture), int.Parse(clock.Groups["minute"].Value, CultureInfo.InvariantCulture) % 60)))
             : Period.StartOf(date.First)
         let found = new Instant(sentence, date.Start, first, clock.Success ? first : Period.StartOf(date.First.AddDays(1)).AddMinutes(-1))
         where until is null || found.First <= until
         orderby found.First
         select found).FirstOrDefault();
}

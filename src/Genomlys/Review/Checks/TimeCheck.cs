using System.Globalization;

namespace Genomlys.Review.Checks;

/// <summary>Nothing that is yet to come is told as past, weekdays fit their dates, and the numbers are not too old.</summary>
internal sealed class TimeCheck() : ReviewCheck("time")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        if (review.Places is not [var first, ..])
            yield break;
        if (review.LacksAsOf)
            yield return Warning(first, "NoAsOf", first.Title, first.Line);
        else if (review.Today.DayNumber - review.AsOf.DayNumber is var age && age > Tables.Limits.AsOfDays)
            yield return Warning(first, "OldAsOf", Day(review.AsOf), first.Line, Day(review.AsOf), age, Tables.Limits.AsOfDays);
        var today = (from said in review.Written
                     from match in Tables["todayStated"].Matches(said.Passage.Text).Take(1)
                     select DateOnly.ParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Cast<DateOnly?>().FirstOrDefault();
        foreach (var (place, passage) in review.Written)
            foreach (var sentence in passage.Sentences)
                foreach (var date in SwedishDates.In(sentence.Text, review.Year))
                {
                    if (Tables["pastTold"].IsMatch(sentence.Text) && !Tables["futureTold"].IsMatch(sentence.Text) && date.SaysYear)
                        if (date.First > review.WrittenOn)
                            yield return Warning(place, "FutureAsPast", sentence.Text, sentence.LineAt(date.Start), Said(sentence, date));
                        else if (date.IsDay && date.First > today)
                            yield return Warning(place, "AfterToday", sentence.Text, sentence.LineAt(date.Start), Said(sentence, date), Day(today.Value));
                    if (date.IsDay && WeekdayBefore(sentence.Text[..date.Start]) is { } weekday && weekday != ((int)date.First.DayOfWeek + 6) % 7)
                        yield return Warning(place, "Weekday", sentence.Text, sentence.LineAt(date.Start), Said(sentence, date), Tables.Weekdays[((int)date.First.DayOfWeek + 6) % 7]);
                }
    }

    private static string Said(Sentence sentence, SaidDate date) => sentence.Text.Substring(date.Start, date.Length);

    private static int? WeekdayBefore(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(2).ToList();
        var at = Tables.Weekdays.ToList().FindIndex(day => words.Exists(w => w.StartsWith(day, StringComparison.OrdinalIgnoreCase) && w.Length <= day.Length + 2));
        return at < 0 ? null : at;
    }
}

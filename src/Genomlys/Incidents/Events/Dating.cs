using System.Globalization;

namespace Genomlys.Incidents.Events;

/// <summary>A date as well as it is known: a day, an ISO week or a month.</summary>
public readonly record struct Dating(DateOnly On, Precision Precision)
{
    private const string WeekMark = "-W";

    /// <summary>The last day it may have been.</summary>
    public DateOnly Last => Precision switch
    {
        Precision.Day => On,
        Precision.Week => On.AddDays(6),
        Precision.Month => On.AddMonths(1).AddDays(-1),
    };

    /// <summary>Reads 2025-08-23, 2025-W40 and 2025-06; null when it is none of them.</summary>
    public static Dating? Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new Dating(day, Precision.Day);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return new Dating(month, Precision.Month);
        if (text.Split(WeekMark) is [{ Length: 4 } y, { Length: 2 } w] && int.TryParse(y, CultureInfo.InvariantCulture, out var year) && int.TryParse(w, CultureInfo.InvariantCulture, out var week)
            && year > 0 && week > 0 && week <= ISOWeek.GetWeeksInYear(year))
            return new Dating(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)), Precision.Week);
        return null;
    }
}

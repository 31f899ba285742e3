using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>A date in a text: a day, a month or a year, from its first day to its last. Where the text leaves the year out, it is the one said last, or the review's.</summary>
public sealed record SaidDate(int Start, int Length, DateOnly First, DateOnly Last, bool SaysYear)
{
    public bool IsDay => First == Last;
    public bool IsYear => First.DayOfYear is 1 && Last == new DateOnly(First.Year, 12, 31);
    public bool Covers(DateOnly day) => First <= day && day <= Last;
}

/// <summary>Finds the dates in a Swedish text: 2025-11-15, 15 november 2025, den 26 augusti, januari 2026, 2026.</summary>
public static class SwedishDates
{
    private static readonly Regex Said = CheckTables.Shipped.Pattern(
        @"(?<!\d)(?<y>20\d\d)-(?<m>0[1-9]|1[0-2])-(?<d>[0-3]\d)(?!\d)|(?<!\d)(?<d>[1-3]?\d) (?<month>" + string.Join('|', CheckTables.Shipped.Months)
        + @")(?: (?<y>20\d\d))?(?!\d)|\b(?<month>" + string.Join('|', CheckTables.Shipped.Months) + @") (?<y>20\d\d)(?!\d)|(?<![\d:/.-])(?<y>20\d\d)(?![\d:/-])");

    public static IReadOnlyList<SaidDate> In(string text, int year)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];   // each way of saying a date has a digit, and most sentences have none
        var found = new List<SaidDate>();
        foreach (Match match in Said.Matches(text))
        {
            var saysYear = match.Groups["y"].Success;
            if (saysYear)
                year = Number(match, "y");
            var month = match.Groups["m"].Success ? Number(match, "m") : match.Groups["month"].Success ? MonthOf(match.Groups["month"].Value) : 0;
            var day = match.Groups["d"].Success ? Number(match, "d") : 0;
            if (month is 0)
                found.Add(new(match.Index, match.Length, new(year, 1, 1), new(year, 12, 31), saysYear));
            else if (day is 0)
                found.Add(new(match.Index, match.Length, new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month)), saysYear));
            else if (day <= DateTime.DaysInMonth(year, month))
                found.Add(new(match.Index, match.Length, new(year, month, day), new(year, month, day), saysYear));
        }
        return found;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
    private static int MonthOf(string name) => CheckTables.Shipped.Months.ToList().FindIndex(m => m.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1;
}

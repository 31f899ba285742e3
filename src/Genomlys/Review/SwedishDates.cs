using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review;

/// <summary>A date in a text: a day, a month or a year, from its first day to its last. Where the text leaves the year out, it is the one said last, or the one given.</summary>
public sealed record SaidDate(int Start, int Length, DateOnly First, DateOnly Last, bool SaysYear)
{
    public bool IsDay => First == Last;
    public bool IsYear => First.DayOfYear is 1 && Last == new DateOnly(First.Year, 12, 31);
    public bool Covers(DateOnly day) => First <= day && day <= Last;
}

/// <summary>Finds the dates in a Swedish text: 2025-11-15, 15 november 2025, den 26 augusti, januari 2026, 2026.</summary>
public static partial class SwedishDates
{
    private const string Months = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december";
    private static readonly string[] months = Months.Split('|');

    /// <summary>In the order of the text. Without a year given, what no year has been said of is none.</summary>
    public static IReadOnlyList<SaidDate> In(string text, int? year)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];   // each way of saying a date has a digit, and most sentences have none
        var found = new List<SaidDate>();
        foreach (Match match in Said().Matches(text))
        {
            var saysYear = match.Groups["y"].Success;
            year = saysYear ? Number(match, "y") : year;
            var month = match.Groups["m"].Success ? Number(match, "m") : Array.FindIndex(months, m => m.Equals(match.Groups["month"].Value, StringComparison.OrdinalIgnoreCase)) + 1;
            var day = match.Groups["d"].Success ? Number(match, "d") : 0;
            if (year is { } of && SpanOf(of, month, day) is var (first, last))
                found.Add(new(match.Index, match.Length, first, last, saysYear));
        }
        return found;
    }

    private static (DateOnly First, DateOnly Last)? SpanOf(int year, int month, int day) => (month, day) switch
    {
        (0, _) => (new(year, 1, 1), new(year, 12, 31)),
        (_, 0) => (new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month))),
        _ => day <= DateTime.DaysInMonth(year, month) ? (new(year, month, day), new(year, month, day)) : null,
    };

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!\d)(?<y>(19|20)\d\d)-(?<m>0[1-9]|1[0-2])-(?<d>[0-3]\d)(?!\d)|(?<!\d)(?<d>[1-3]?\d)\s(?<month>" + Months + @")\b(\s(?<y>(19|20)\d\d))?(?!\d)|\b(?<month>" + Months + @") (?<y>20\d\d)(?!\d)|(?<![\d:/.-])(?<y>20\d\d)(?![\d:/-])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Said();
}

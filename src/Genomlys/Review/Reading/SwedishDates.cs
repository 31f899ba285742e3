using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Dates as Swedish text says them: 2025-10-31, 31 oktober 2025, den 3 mars; the last in the year of the text around it.</summary>
internal sealed class SwedishDates
{
    private readonly Dictionary<string, int> months;
    private readonly Regex any;

    public SwedishDates(ReadingWords words)
    {
        months = words.Months.Index().ToDictionary(m => m.Item, m => m.Index + 1);
        any = new($@"(?<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)|\b(?<day>\d{{1,2}})\s(?<month>{string.Join('|', words.Months)})\b(?:\s(?<year>(?:19|20)\d\d)\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    /// <summary>Each day that is a day, with its place; one without a year is of the year given, and says so.</summary>
    public IEnumerable<(int At, int Length, DateOnly On, bool HasYear)> In(string text, int? year)
    {
        foreach (Match said in any.Matches(text))
            if (said.Groups["iso"].Success)
            {
                if (DateOnly.TryParseExact(said.Value, "yyyy-MM-dd", out var iso))
                    yield return (said.Index, said.Length, iso, true);
            }
            else if ((said.Groups["year"].Success ? int.Parse(said.Groups["year"].Value) : year) is { } of
                && Day(of, months[said.Groups["month"].Value.ToLowerInvariant()], int.Parse(said.Groups["day"].Value)) is { } on)
                yield return (said.Index, said.Length, on, said.Groups["year"].Success);
    }

    private static DateOnly? Day(int year, int month, int day) => year is > 0 and < 10000 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}

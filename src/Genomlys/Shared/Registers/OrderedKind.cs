using System.Globalization;
using System.Linq.Expressions;

namespace Genomlys.Shared.Registers;

/// <summary>A kind with a before and an after: a term may be a point or a range, <c>from..to</c>, either end open, both ends included.</summary>
internal abstract class OrderedKind<V> : Kind<V> where V : struct
{
    /// <summary>What a text covers: 2025 is a year of days. The second value is the last one covered, or the first one not.</summary>
    protected abstract (V From, V To)? Span(string text);
    protected virtual bool IncludesTo => true;

    public override Expression? Match(Expression value, string term)
    {
        var ends = term.Split("..");
        var (first, last) = (ends[0], ends[^1]);
        if (ends.Length > 2 || (first is "" && last is "") || (first is not "" && Span(first) is null) || (last is not "" && Span(last) is null))
            return null;
        var from = first is "" ? null : Expression.GreaterThanOrEqual(value, Sql.Parameter(Span(first)!.Value.From));
        var to = last is "" ? null : IncludesTo
            ? Expression.LessThanOrEqual(value, Sql.Parameter(Span(last)!.Value.To))
            : Expression.LessThan(value, Sql.Parameter(Span(last)!.Value.To));
        return from is null ? to : to is null ? from : Expression.AndAlso(from, to);
    }

    protected static (DateOnly First, DateOnly Last)? Days(string text)
    {
        if (text.Length is 4 && DateOnly.TryParseExact(text, "yyyy", out var year) && IsUsable(year.Year))
            return (year, year.AddYears(1).AddDays(-1));
        if (text.Length is 7 && DateOnly.TryParseExact(text, "yyyy-MM", out var month) && IsUsable(month.Year))
            return (month, month.AddMonths(1).AddDays(-1));
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && IsUsable(day.Year) ? (day, day) : null;
    }

    /// <summary>The calendar has a day before and after each, wherever on Earth.</summary>
    private static bool IsUsable(int year) => year is > 1 and < 9999;

    protected static bool TryReadWall(object cell, out DateTime wall)
    {
        wall = cell switch { DateTime at => at, double serial and > 0 and < LastSerial => DateTime.FromOADate(serial), _ => default };
        if (wall != default)
            wall = new DateTime((wall.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);   // a serial is a fraction of a day
        return (wall != default || DateTime.TryParseExact(Text(cell), WallForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out wall)) && IsUsable(wall.Year);
    }

    /// <summary>The spreadsheet's number for the last day of year 9998.</summary>
    private const double LastSerial = 2_958_101;

    private static readonly string[] WallForms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyyMMdd"];
}

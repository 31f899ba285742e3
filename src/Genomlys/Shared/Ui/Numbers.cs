using System.Globalization;

namespace Genomlys.Shared.Ui;

/// <summary>Numbers, days and moments as people read them.</summary>
public static class Numbers
{
    public static string Of(decimal value) => value.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary><c>15 november 2025</c>, in a sentence.</summary>
    public static string InProse(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    public static string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Period.Sweden).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long there is left, or how long ago it was due: hours below three days, then days.</summary>
    public static string Left(TimeSpan left)
    {
        var away = left.Duration();
        var (key, count) = away < TimeSpan.FromDays(3) ? ("Hours", (int)away.TotalHours) : ("Days", (int)away.TotalDays);
        return Words.Kernel.Format((left < TimeSpan.Zero ? "Late." : "Left.") + key, count);
    }

    /// <summary>How a number differs from the one before, in words; nothing when there is nothing to compare with.</summary>
    public static string Change(decimal? now, decimal? before, string beforeName) => (now, before) switch
    {
        (null, _) or (_, null) => "",
        ({ } n, { } b) when n == b => Words.Kernel.Format("Change.Same", beforeName),
        ({ } n, { } b) when n > b => Words.Kernel.Format("Change.More", Of(n - b), beforeName),
        ({ } n, { } b) => Words.Kernel.Format("Change.Fewer", Of(b - n), beforeName),
    };
}

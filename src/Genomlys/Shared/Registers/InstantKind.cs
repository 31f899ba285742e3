using System.Globalization;

namespace Genomlys.Shared.Registers;

internal sealed class InstantKind : OrderedKind<DateTimeOffset>
{
    public override string Input => "datetime-local";
    public override string Write(DateTimeOffset value) => value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    public override string Show(DateTimeOffset value) => Wall(value).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    public override string Fill(DateTimeOffset value) => Wall(value).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
    public override object Cell(DateTimeOffset value) => Wall(value);

    public override bool TryRead(object cell, out DateTimeOffset value)
    {
        if (TryReadWall(cell, out var wall))
        {
            value = Period.AtClock(wall);
            return true;
        }
        return DateTimeOffset.TryParse(Text(cell), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out value);
    }

    protected override bool IncludesTo => false;
    protected override (DateTimeOffset From, DateTimeOffset To)? Span(string text) =>
        Days(text) is var (first, last) ? (Period.StartOf(first), Period.StartOf(last.AddDays(1))) : null;

    private static DateTime Wall(DateTimeOffset value) => TimeZoneInfo.ConvertTime(value, Period.Sweden).DateTime;
}

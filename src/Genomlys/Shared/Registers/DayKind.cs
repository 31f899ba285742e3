using System.Globalization;

namespace Genomlys.Shared.Registers;

internal sealed class DayKind : OrderedKind<DateOnly>
{
    public override string Input => "date";
    public override string Write(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    public override object Cell(DateOnly value) => value.ToDateTime(TimeOnly.MinValue);

    public override bool TryRead(object cell, out DateOnly value)
    {
        var read = TryReadWall(cell, out var wall);
        value = DateOnly.FromDateTime(wall);
        return read;
    }

    protected override (DateOnly From, DateOnly To)? Span(string text) => Days(text);
}

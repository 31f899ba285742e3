using System.Globalization;
using System.Numerics;

namespace Genomlys.Shared.Registers;

internal sealed class NumberKind<N> : OrderedKind<N> where N : struct, INumber<N>
{
    public override string Input => "number";
    public override string Write(N value) => value.ToString(null, CultureInfo.InvariantCulture);
    public override string Show(N value) => value.ToString(null, CultureInfo.CurrentCulture);
    public override object Cell(N value) => value;
    public override bool TryRead(object cell, out N value) =>
        N.TryParse(Text(cell).Replace(" ", "", StringComparison.Ordinal).Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out value);
    protected override (N From, N To)? Span(string text) => TryRead(text, out var n) ? (n, n) : null;
}

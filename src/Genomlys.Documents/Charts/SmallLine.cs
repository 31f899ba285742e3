namespace Genomlys.Documents;

/// <summary>A line the height of a word, beside the numbers that say what it shows: screen readers pass it over.</summary>
public static class SmallLine
{
    private const double Width = 96, Height = 22, Edge = 3;

    /// <summary>From zero to the largest; the last point is marked.</summary>
    public static string Draw(IReadOnlyList<decimal> values)
    {
        var (most, step) = ((double)Math.Max(1, values.DefaultIfEmpty().Max()), (Width - 2 * Edge) / Math.Max(1, values.Count - 1));
        var points = values.Select((v, n) => (X: Edge + n * step, Y: Height - Edge - (double)v / most * (Height - 2 * Edge))).ToList();
        return $"<svg class=\"small-line\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 {Svg.N(Width)} {Svg.N(Height)}\" width=\"{Svg.N(Width)}\" height=\"{Svg.N(Height)}\">"
            + $"<polyline fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" points=\"{string.Join(' ', points.Select(p => $"{Svg.N(p.X)},{Svg.N(p.Y)}"))}\"/>"
            + (points is [.., var last] ? $"<circle cx=\"{Svg.N(last.X)}\" cy=\"{Svg.N(last.Y)}\" r=\"2.5\" fill=\"currentColor\"/>" : "") + "</svg>";
    }
}

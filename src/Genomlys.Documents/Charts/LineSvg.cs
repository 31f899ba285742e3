namespace Genomlys.Documents;

/// <summary>Points over time from zero, each with its number.</summary>
internal static class LineSvg
{
    private const double Left = 56, Right = 490, Top = 24, Bottom = 178;

    public static string Draw(Block.Chart chart, string language)
    {
        var svg = new Svg();
        string Shown(decimal value) => Typography.Set(Typography.Number(value, language) + chart.Unit, language);
        var most = Round(chart.Series.SelectMany(s => s.Values).DefaultIfEmpty().Max());
        var step = (Right - Left - 40) / Math.Max(1, chart.Parts.Count - 1);
        for (var grid = 0; grid <= 4; grid++)
        {
            var y = Bottom - grid * (Bottom - Top) / 4;
            svg.Add($"<line x1='{Left}' x2='{Right}' y1='{Svg.N(y)}' y2='{Svg.N(y)}' stroke='{(grid == 0 ? "#8592a0" : "#d5dae1")}'/>");
            svg.Text(Left - 8, y + 4, Shown(most * grid / 4), "end", 11);
        }
        foreach (var (n, part) in chart.Parts.Index())
            svg.Text(Left + 20 + n * step, Bottom + 20, part.Label, "middle");
        foreach (var (s, series) in chart.Series.Index())
        {
            var points = series.Values.Select((v, n) => (X: Left + 20 + n * step, Y: Bottom - (double)(v / most) * (Bottom - Top), Value: v)).ToList();
            svg.Add($"<polyline fill='none' stroke='#{Shade.At(s).Colour}' stroke-width='2.5' points='{string.Join(' ', points.Select(p => $"{Svg.N(p.X)},{Svg.N(p.Y)}"))}'/>");
            foreach (var point in points)
            {
                svg.Add($"<circle cx='{Svg.N(point.X)}' cy='{Svg.N(point.Y)}' r='4' fill='#{Shade.At(s).Colour}'/>");
                svg.Text(point.X, point.Y + (s == 0 ? -10 : 20), Shown(point.Value), "middle", 12, bold: true);
            }
        }
        return svg.Frame(520, Bottom + 28 + svg.Legend(chart.Series, Left, (int)Bottom + 34));
    }

    /// <summary>The top of the scale: a number above the largest value that divides by four.</summary>
    private static decimal Round(decimal most)
    {
        for (var unit = 4m; ; unit *= 10)
            foreach (var factor in (ReadOnlySpan<decimal>)[1, 1.5m, 2, 2.5m, 3, 4, 5, 6, 7.5m, 10])
                if (unit * factor >= most * 1.02m && unit * factor % 4 == 0)
                    return unit * factor;
    }
}

namespace Genomlys.Documents;

/// <summary>Lying bars from zero, each with its number at its end.</summary>
internal static class BarSvg
{
    private const double Width = 520, NameWidth = 210, Size = 12;

    public static string Draw(Block.Chart chart, string language)
    {
        var svg = new Svg();
        string Shown(decimal value) => Typography.Set(Typography.Number(value, language) + chart.Unit, language);
        var most = Math.Max(1m, chart.Series.SelectMany(s => s.Values).DefaultIfEmpty().Max());
        var names = chart.Parts.Select(p => Svg.Wrap(p.Label, NameWidth)).ToList();
        var left = Math.Min(NameWidth + 24, names.SelectMany(n => n).Select(n => Svg.Width(n)).DefaultIfEmpty().Max() + 12);
        var right = chart.Series.SelectMany(s => s.Values).Select(v => Svg.Width(Shown(v))).DefaultIfEmpty().Max() + 14;
        var bar = chart.Series.Count > 1 ? 15 : 20;
        double y = 4;
        foreach (var (n, name) in names.Index())
        {
            var height = Math.Max(chart.Series.Count * bar, name.Count * 14);
            foreach (var (row, line) in name.Index())
                svg.Text(left - 8, y + height / 2 + 4 + (row - (name.Count - 1) / 2.0) * 14, line, "end");
            foreach (var (s, series) in chart.Series.Index())
            {
                var (top, wide) = (y + (height - chart.Series.Count * bar) / 2.0 + s * bar, (double)(series.Values[n] / most) * (Width - left - right));
                svg.Add($"<rect x='{Svg.N(left)}' y='{Svg.N(top)}' width='{Svg.N(wide)}' height='{bar - 2}' fill='#{Shade.At(s).Colour}'/>");
                svg.Text(left + wide + 6, top + bar / 2.0 + 3.5, Shown(series.Values[n]), "start", Size, bold: true);
            }
            y += height + 10;
        }
        svg.Add($"<line x1='{Svg.N(left)}' x2='{Svg.N(left)}' y1='0' y2='{Svg.N(y - 4)}' stroke='#8592a0'/>");
        return svg.Frame(Width, y + svg.Legend(chart.Series, left, (int)y + 6));
    }
}

namespace Genomlys.Documents;

/// <summary>A ring with a label beside each part, moved apart where parts are thin.</summary>
internal static class RingSvg
{
    private const double Outer = 78, Inner = 46, Gap = 26, Size = 13;

    public static string Draw(Block.Chart chart, string language)
    {
        var arcs = Arcs(chart);
        var room = Math.Max(104, chart.Parts.SelectMany(p => p.Label.Split(' ', '/')).Max(word => Svg.Width(word, Size)));
        var middle = Outer + Gap + room;
        var labels = arcs.Where(a => a.Value > 0).Select(a => new Label(a,
            Typography.Set(Typography.Number(a.Value, language) + chart.Unit, language), Svg.Wrap(chart.Parts[a.Part].Label, room, Size))).ToList();
        var (left, right) = (labels.Where(l => l.Arc.X < 0).ToList(), labels.Where(l => l.Arc.X >= 0).ToList());
        var height = Math.Max(2 * Outer + 36, Math.Max(left.Sum(l => l.Height), right.Sum(l => l.Height)) + 16);
        var svg = new Svg();
        foreach (var arc in arcs.Where(a => a.Value > 0))
            Slice(svg, arc, middle, height / 2);
        Side(svg, left, middle, height, -1);
        Side(svg, right, middle, height, 1);
        return svg.Frame(2 * middle, height);
    }

    private static List<Arc> Arcs(Block.Chart chart)
    {
        var values = chart.Series is [var only, ..] ? only.Values : [];
        var total = values.Sum() is > 0 and var sum ? sum : 1;
        var (arcs, at) = (new List<Arc>(), -Math.PI / 2);
        foreach (var (n, value) in values.Index())
            arcs.Add(new(n, value, at, at += (double)(value / total) * 2 * Math.PI));
        return arcs;
    }

    private static void Slice(Svg svg, Arc arc, double x, double y)
    {
        var colour = Shade.At(arc.Part).Colour;
        if (arc.To - arc.From > 2 * Math.PI - 0.0001)
        {
            svg.Add($"<circle cx='{Svg.N(x)}' cy='{Svg.N(y)}' r='{(Outer + Inner) / 2}' fill='none' stroke='#{colour}' stroke-width='{Outer - Inner}'/>");
            return;
        }
        string At(double radius, double angle) => $"{Svg.N(x + radius * Math.Cos(angle))},{Svg.N(y + radius * Math.Sin(angle))}";
        var wide = arc.To - arc.From > Math.PI ? 1 : 0;
        svg.Add($"<path d='M{At(Outer, arc.From)} A{Outer},{Outer} 0 {wide} 1 {At(Outer, arc.To)} L{At(Inner, arc.To)} A{Inner},{Inner} 0 {wide} 0 {At(Inner, arc.From)} Z' fill='#{colour}' stroke='#ffffff' stroke-width='1.5'/>");
    }

    private static void Side(Svg svg, List<Label> labels, double middle, double height, int side)
    {
        labels = [.. labels.OrderBy(l => l.Arc.Y)];
        var tops = labels.Select(l => height / 2 + l.Arc.Y * Outer - l.Height / 2).ToList();
        for (var n = 0; n < labels.Count; n++)
            tops[n] = Math.Max(tops[n], n == 0 ? 4 : tops[n - 1] + labels[n - 1].Height);
        for (var n = labels.Count - 1; n >= 0; n--)
            tops[n] = Math.Min(tops[n], (n == labels.Count - 1 ? height - 4 : tops[n + 1]) - labels[n].Height);
        foreach (var (n, label) in labels.Index())
        {
            var (x, y) = (middle + side * (Outer + Gap - 4), tops[n] + label.Height / 2);
            svg.Add($"<polyline fill='none' stroke='#8592a0' stroke-width='1' points='{Svg.N(middle + (Outer + 2) * label.Arc.X)},{Svg.N(height / 2 + (Outer + 2) * label.Arc.Y)} {Svg.N(x - side * 12)},{Svg.N(y)} {Svg.N(x - side * 4)},{Svg.N(y)}'/>");
            var anchor = side < 0 ? "end" : "start";
            svg.Text(x, tops[n] + Size, label.Number, anchor, Size + 1, bold: true);
            foreach (var (row, line) in label.Lines.Index())
                svg.Text(x, tops[n] + Size + (row + 1) * (Size + 2), line, anchor, Size);
        }
    }

    private sealed record Arc(int Part, decimal Value, double From, double To)
    {
        public double X => Math.Cos((From + To) / 2);
        public double Y => Math.Sin((From + To) / 2);
    }

    private sealed record Label(Arc Arc, string Number, List<string> Lines)
    {
        public double Height => (Size + 2) * (Lines.Count + 1) + 8;
    }
}

using System.Globalization;
using System.Xml.Linq;

namespace Genomlys.Documents.Word;

/// <summary>Native charts: Word draws them, and whoever edits the report can change their numbers and look.</summary>
internal static class WordChart
{
    public const string WorkbookId = "rWorkbook";

    private const int Millimetre = 36000;
    private const string Ink = "1A1F2B", Grey = "8592A0";
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    /// <summary>In the measure of drawings, 36 000 to the millimetre.</summary>
    public static int Height(Block.Chart chart) => Millimetre * (chart.Shape switch
    {
        ChartShape.Ring => 50,
        ChartShape.Bar => 8 + chart.Parts.Count * (4 + 5 * chart.Series.Count) + (chart.Series.Count > 1 ? 8 : 0),
        ChartShape.Line => 56,
    });

    private static int Width(Block.Chart chart) => Millimetre * (chart.Shape == ChartShape.Ring ? 120 : 152);

    /// <summary>The place in the text where the chart stands, with what a screen reader says of it.</summary>
    public static XElement Frame(Block.Chart chart, string chartId, int number) => Wml.El("r", Wml.El("drawing",
        new XElement(Wp + "inline", new XAttribute(XNamespace.Xmlns + "wp", Wp), Zero("distT"), Zero("distB"), Zero("distL"), Zero("distR"),
            new XElement(Wp + "extent", new XAttribute("cx", Width(chart)), new XAttribute("cy", Height(chart))),
            new XElement(Wp + "effectExtent", Zero("l"), Zero("t"), Zero("r"), Zero("b")),
            new XElement(Wp + "docPr", new XAttribute("id", number), new XAttribute("name", $"Chart {number}"), new XAttribute("descr", chart.Alt), new XAttribute("title", chart.Data.Caption)),
            new XElement(Wp + "cNvGraphicFramePr"),
            new XElement(A + "graphic", new XAttribute(XNamespace.Xmlns + "a", A),
                new XElement(A + "graphicData", new XAttribute("uri", C.NamespaceName),
                    new XElement(C + "chart", new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(Wml.R + "id", chartId)))))));

    public static XDocument Draw(Block.Chart chart, string language) => new(El("chartSpace",
        new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(XNamespace.Xmlns + "a", A), new XAttribute(XNamespace.Xmlns + "r", Wml.R),
        Val("date1904", 0), Val("lang", language == "en" ? "en-GB" : "sv-SE"), Val("roundedCorners", 0),
        El("chart", Val("autoTitleDeleted", 1),
            El("plotArea", El("layout"), chart.Shape switch { ChartShape.Ring => Ring(chart), ChartShape.Bar => Bar(chart), ChartShape.Line => Line(chart) }),
            chart.Shape == ChartShape.Ring || chart.Series.Count > 1 ? El("legend", Val("legendPos", chart.Shape == ChartShape.Ring ? "r" : "b"), Val("overlay", 0), Said(Ink, 1000)) : null,
            Val("plotVisOnly", 1), Val("dispBlanksAs", "gap")),
        El("spPr", new XElement(A + "noFill"), NoLine()),
        Said(Ink, 900),
        El("externalData", new XAttribute(Wml.R + "id", WorkbookId), Val("autoUpdate", 0))));

    private static IEnumerable<XElement> Ring(Block.Chart chart)
    {
        var (series, total) = (chart.Series[0], chart.Series[0].Values.Sum());
        yield return El("doughnutChart", Val("varyColors", 1),
            El("ser", Named(series, 0),
                chart.Parts.Index().Select(p => El("dPt", Val("idx", p.Index), Val("bubble3D", 0), El("spPr", Fill(Shade.At(p.Index).Colour), new XElement(A + "ln", new XAttribute("w", 12700), Fill("FFFFFF"))))),
                El("dLbls",
                    chart.Parts.Index().Select(p => series.Values[p.Index] * 25 < total
                        ? El("dLbl", Val("idx", p.Index), Val("delete", 1))   // too thin to write in; the legend and the table say it
                        : El("dLbl", Val("idx", p.Index), Format(chart), El("spPr", new XElement(A + "noFill"), NoLine()), Said(Shade.At(p.Index).Ink, 900, bold: true), Shows())),
                    Format(chart), Shows(), Val("showLeaderLines", 0)),
                Categories(chart), Values(chart, series, 0)),
            Val("firstSliceAng", 0), Val("holeSize", 52));
    }

    private static IEnumerable<XElement> Bar(Block.Chart chart) =>
    [
        El("barChart", Val("barDir", "bar"), Val("grouping", "clustered"), Val("varyColors", 0),
            chart.Series.Index().Select(s => El("ser", Named(s.Item, s.Index), El("spPr", Fill(Shade.At(s.Index).Colour)), Val("invertIfNegative", 0), Labels(chart, "outEnd"), Categories(chart), Values(chart, s.Item, s.Index))),
            Val("gapWidth", 50), Val("axId", 1), Val("axId", 2)),
        El("catAx", Val("axId", 1), El("scaling", Val("orientation", "maxMin")), Val("delete", 0), Val("axPos", "l"), Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "nextTo"),
            El("spPr", OutLine(Grey)), Said(Ink, 900), Val("crossAx", 2), Val("crosses", "autoZero"), Val("auto", 0), Val("lblOffset", 100), Val("noMultiLvlLbl", 1)),
        El("valAx", Val("axId", 2), El("scaling", Val("orientation", "minMax"), Val("min", 0)), Val("delete", 1), Val("axPos", "t"), Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "none"), Val("crossAx", 1), Val("crosses", "autoZero")),
    ];

    private static IEnumerable<XElement> Line(Block.Chart chart) =>
    [
        El("lineChart", Val("grouping", "standard"), Val("varyColors", 0),
            chart.Series.Index().Select(s => El("ser", Named(s.Item, s.Index), El("spPr", OutLine(Shade.At(s.Index).Colour, 28575)),
                El("marker", Val("symbol", "circle"), Val("size", 7), El("spPr", Fill(Shade.At(s.Index).Colour), NoLine())), Labels(chart, s.Index == 0 ? "t" : "b"), Categories(chart), Values(chart, s.Item, s.Index), Val("smooth", 0))),
            Val("marker", 1), Val("axId", 1), Val("axId", 2)),
        El("catAx", Val("axId", 1), El("scaling", Val("orientation", "minMax")), Val("delete", 0), Val("axPos", "b"), Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "nextTo"),
            El("spPr", OutLine(Grey)), Said(Ink, 900), Val("crossAx", 2), Val("crosses", "autoZero"), Val("auto", 0), Val("lblOffset", 100), Val("noMultiLvlLbl", 1)),
        El("valAx", Val("axId", 2), El("scaling", Val("orientation", "minMax"), Val("min", 0)), Val("delete", 0), Val("axPos", "l"), El("majorGridlines", El("spPr", OutLine("D5DAE1"))), Format(chart), Val("majorTickMark", "none"), Val("minorTickMark", "none"), Val("tickLblPos", "nextTo"),
            El("spPr", NoLine()), Said(Ink, 900), Val("crossAx", 1), Val("crosses", "autoZero"), Val("crossBetween", "between")),
    ];

    private static XElement Labels(Block.Chart chart, string place) =>
        El("dLbls", Format(chart), El("spPr", new XElement(A + "noFill"), NoLine()), Said(Ink, 900, bold: true), Val("dLblPos", place), Shows());

    private static IEnumerable<XElement> Shows() =>
        [Val("showLegendKey", 0), Val("showVal", 1), Val("showCatName", 0), Val("showSerName", 0), Val("showPercent", 0), Val("showBubbleSize", 0)];

    private static IEnumerable<XElement> Named(Series series, int n) =>
    [
        Val("idx", n), Val("order", n),
        El("tx", El("strRef", El("f", $"{ChartWorkbook.Sheet}!${Column(n)}$1"), El("strCache", Val("ptCount", 1), Point(0, series.Name)))),
    ];

    private static XElement Categories(Block.Chart chart) => El("cat", El("strRef", El("f", $"{ChartWorkbook.Sheet}!$A$2:$A${chart.Parts.Count + 1}"),
        El("strCache", Val("ptCount", chart.Parts.Count), chart.Parts.Index().Select(p => Point(p.Index, p.Item.Label)))));

    private static XElement Values(Block.Chart chart, Series series, int n) => El("val", El("numRef", El("f", $"{ChartWorkbook.Sheet}!${Column(n)}$2:${Column(n)}${chart.Parts.Count + 1}"),
        El("numCache", El("formatCode", "General"), Val("ptCount", series.Values.Count), series.Values.Index().Select(v => Point(v.Index, v.Item.ToString(CultureInfo.InvariantCulture))))));

    private static char Column(int series) => (char)('B' + series);

    private static XElement Point(int n, string value) => El("pt", new XAttribute("idx", n), El("v", value));

    private static XElement Format(Block.Chart chart)
    {
        var number = chart.Series.SelectMany(s => s.Values).All(v => v == decimal.Truncate(v)) ? "#,##0" : "#,##0.0";
        var unit = chart.Unit is "" ? "" : $"\"{chart.Unit.Replace(' ', '\u00A0')}\"";
        return El("numFmt", new XAttribute("formatCode", number + unit), new XAttribute("sourceLinked", 0));
    }

    /// <summary>How the words of a part are set; size in hundredths of a point.</summary>
    private static XElement Said(string colour, int size, bool bold = false) => El("txPr", new XElement(A + "bodyPr"), new XElement(A + "lstStyle"),
        new XElement(A + "p", new XElement(A + "pPr", new XElement(A + "defRPr", new XAttribute("sz", size), new XAttribute("b", bold ? 1 : 0), Fill(colour),
            new XElement(A + "latin", new XAttribute("typeface", "Inter")))), new XElement(A + "endParaRPr", new XAttribute("lang", "sv-SE"))));

    private static XElement OutLine(string colour, int width = 9525) => new(A + "ln", new XAttribute("w", width), Fill(colour));
    private static XElement NoLine() => new(A + "ln", new XElement(A + "noFill"));
    private static XElement Fill(string colour) => new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour.ToUpperInvariant())));
    private static XElement El(string name, params object?[] content) => new(C + name, content);
    private static XElement Val(string name, object value) => El(name, new XAttribute("val", value));
    private static XAttribute Zero(string name) => new(name, 0);
}

using System.Xml.Linq;

namespace Genomlys.Documents.Word;

/// <summary>The words of WordprocessingML that the writer uses.</summary>
internal static class Wml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static XElement El(string name, params object?[] content) => new(W + name, content);

    public static XAttribute At(string name, object value) => new(W + name, value);

    /// <summary>An element that only carries a value.</summary>
    public static XElement Val(string name, object value) => El(name, At("val", value));

    public static XElement P(string style, params object?[] content) => El("p", El("pPr", Val("pStyle", style)), content);

    public static XElement Text(string text) => El("t", new XAttribute(XNamespace.Xml + "space", "preserve"), text);

    public static XElement Run(string text, string? style = null) => El("r", style is null ? null : El("rPr", Val("rStyle", style)), Text(text));

    public static XElement Tab() => El("r", El("tab"));

    public static XElement Keep(this XElement paragraph)
    {
        paragraph.Element(W + "pPr")!.Element(W + "pStyle")!.AddAfterSelf(El("keepNext"));
        return paragraph;
    }

    /// <summary>The paragraph begins a page, at its top.</summary>
    public static void BeginPage(this XElement paragraph)
    {
        var properties = paragraph.Element(W + "pPr")!;
        properties.Elements().Last(e => e.Name.LocalName is "pStyle" or "keepNext").AddAfterSelf(El("pageBreakBefore"));
        if (properties.Element(W + "spacing") is { } spacing)
            spacing.SetAttributeValue(W + "before", 0);
        else if (properties.Element(W + "ind") is { } indent)
            indent.AddBeforeSelf(El("spacing", At("before", 0)));
        else
            properties.Add(El("spacing", At("before", 0)));
    }

    /// <summary>A field of one result, such as PAGE.</summary>
    public static XElement Field(string instruction, string result) => El("fldSimple", At("instr", $" {instruction} "), Run(result));

    /// <summary>A field whose result may be styled or hold other fields.</summary>
    public static IEnumerable<XElement> Field(string instruction, params IReadOnlyList<XElement> result) => [.. Begin(instruction), .. result, End()];

    public static IReadOnlyList<XElement> Begin(string instruction) =>
    [
        El("r", El("fldChar", At("fldCharType", "begin"))),
        El("r", El("instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), $" {instruction} ")),
        El("r", El("fldChar", At("fldCharType", "separate"))),
    ];

    public static XElement End() => El("r", El("fldChar", At("fldCharType", "end")));
}

using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>What stands on every page: whose and what above, reference and page n (m) below, and across it that it is a draft.</summary>
internal static class WordFrame
{
    public const string HeaderId = "rHeader", FirstHeaderId = "rFirstHeader", FooterId = "rFooter", FirstFooterId = "rFirstFooter";

    private static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    private static readonly XNamespace O = "urn:schemas-microsoft-com:office:office";

    public static XElement Section() => El("sectPr",
        Part("headerReference", "default", HeaderId), Part("headerReference", "first", FirstHeaderId), Part("footerReference", "default", FooterId), Part("footerReference", "first", FirstFooterId),
        El("pgSz", At("w", Layout.PageWidth), At("h", Layout.PageHeight)),
        El("pgMar", At("top", Layout.Top), At("right", Layout.Side), At("bottom", Layout.Bottom), At("left", Layout.Side), At("header", 851), At("footer", 794), At("gutter", 0)),
        El("titlePg"));

    public static XDocument Header(Document document, Words words) => Root("hdr",
        P("Header", Watermark(document, words, 1), Run(document.Cover.Organisation), Tab(), Run(document.Cover.Title)));

    public static XDocument FirstHeader(Document document, Words words) => Root("hdr", El("p", Watermark(document, words, 2)));

    public static XDocument Footer(Document document, Words words, int pages) => Root("ftr",
        P("Footer", Run(string.Join(" · ", ((string[])[document.IsDraft ? words["Draft"] : "", document.Cover.Reference]).Where(part => part is not ""))), Tab(),
            Field("PAGE", "2"), Run(" ("), Field("NUMPAGES", $"{pages}"), Run(")")));

    public static XDocument FirstFooter() => Root("ftr", El("p"));

    private static XElement Part(string name, string type, string id) => El(name, At("type", type), new XAttribute(R + "id", id));

    private static XDocument Root(string name, params object?[] content) => new(El(name,
        new XAttribute(XNamespace.Xmlns + "w", W), new XAttribute(XNamespace.Xmlns + "r", R), new XAttribute(XNamespace.Xmlns + "v", V), new XAttribute(XNamespace.Xmlns + "o", O), content));

    /// <summary>Named as Word names its own, so that Design › Watermark can remove it.</summary>
    private static XElement? Watermark(Document document, Words words, int n) => !document.IsDraft ? null : El("r", El("rPr", El("noProof")), El("pict",
        new XElement(V + "shapetype", new XAttribute("id", "_x0000_t136"), new XAttribute("coordsize", "21600,21600"), new XAttribute(O + "spt", "136"), new XAttribute("adj", "10800"), new XAttribute("path", "m@7,l@8,m@5,21600l@6,21600e"),
            new XElement(V + "formulas", ((string[])["sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5"])
                .Select(equation => new XElement(V + "f", new XAttribute("eqn", equation)))),
            new XElement(V + "path", new XAttribute("textpathok", "t"), new XAttribute(O + "connecttype", "custom"), new XAttribute(O + "connectlocs", "@9,0;@10,10800;@11,21600;@12,10800"), new XAttribute(O + "connectangles", "270,180,90,0")),
            new XElement(V + "textpath", new XAttribute("on", "t"), new XAttribute("fitshape", "t"))),
        new XElement(V + "shape", new XAttribute("id", $"PowerPlusWaterMarkObject{n}"), new XAttribute(O + "spid", $"_x0000_s{2048 + n}"), new XAttribute("type", "#_x0000_t136"), new XAttribute("alt", words["Draft"]),
            new XAttribute("style", "position:absolute;margin-left:0;margin-top:0;width:430pt;height:104pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"),
            new XAttribute(O + "allowincell", "f"), new XAttribute("fillcolor", "#e6edf0"), new XAttribute("stroked", "f"),
            new XElement(V + "textpath", new XAttribute("style", "font-family:\"Inter\";font-size:1pt;font-weight:bold"), new XAttribute("string", words["Draft"].ToUpperInvariant())))));
}

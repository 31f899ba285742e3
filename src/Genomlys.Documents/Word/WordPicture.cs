using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>A picture in the text, with what a screen reader says of it.</summary>
internal static class WordPicture
{
    public const string LogoId = "rLogo";

    private const int Millimetre = 36000, AfterCharts = 10_000;
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    private static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    public static XElement Run(Logo logo) => El("r", El("drawing",
        new XElement(Wp + "inline", new XAttribute(XNamespace.Xmlns + "wp", Wp), Zero("distT"), Zero("distB"), Zero("distL"), Zero("distR"),
            Size(Wp + "extent", logo),
            new XElement(Wp + "effectExtent", Zero("l"), Zero("t"), Zero("r"), Zero("b")),
            new XElement(Wp + "docPr", new XAttribute("id", AfterCharts), new XAttribute("name", "Logo"), new XAttribute("descr", logo.Alt)),
            new XElement(Wp + "cNvGraphicFramePr"),
            new XElement(A + "graphic", new XAttribute(XNamespace.Xmlns + "a", A), new XElement(A + "graphicData", new XAttribute("uri", Pic.NamespaceName),
                new XElement(Pic + "pic", new XAttribute(XNamespace.Xmlns + "pic", Pic),
                    new XElement(Pic + "nvPicPr", new XElement(Pic + "cNvPr", new XAttribute("id", AfterCharts), new XAttribute("name", "Logo"), new XAttribute("descr", logo.Alt)), new XElement(Pic + "cNvPicPr")),
                    new XElement(Pic + "blipFill", new XElement(A + "blip", new XAttribute(R + "embed", LogoId)), new XElement(A + "stretch", new XElement(A + "fillRect"))),
                    new XElement(Pic + "spPr",
                        new XElement(A + "xfrm", new XElement(A + "off", Zero("x"), Zero("y")), Size(A + "ext", logo)),
                        new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst")))))))));

    private static XElement Size(XName name, Logo logo) => new(name, new XAttribute("cx", (int)(logo.Width * Millimetre)), new XAttribute("cy", (int)(logo.Height * Millimetre)));

    private static XAttribute Zero(string name) => new(name, 0);
}

using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>
/// The authority's own styles, from its .dotx or .docx. A style is recognised by its name, which Word keeps in English in every language;
/// what the template has not, is ours. Its numbering is left out, because numbers are printed as the review's template says.
/// </summary>
public sealed class WordTemplate
{
    private const long LargestPart = 8 << 20;
    private readonly XDocument styles;

    private WordTemplate(XDocument styles, byte[]? theme)
    {
        this.styles = styles;
        Theme = theme;
    }

    internal byte[]? Theme { get; }

    public static WordTemplate Read(Stream file)
    {
        try
        {
            using var package = WordprocessingDocument.Open(file, isEditable: false);
            var main = package.MainDocumentPart ?? throw new WordTemplateException("Word.TemplateUnreadable");
            var part = main.StyleDefinitionsPart ?? throw new WordTemplateException("Word.TemplateUnreadable");
            using var reader = XmlReader.Create(new MemoryStream(Bounded(part)));   // refuses DTDs
            return new(XDocument.Load(reader), main.ThemePart is { } theme ? Bounded(theme) : null);
        }
        catch (Exception unreadable) when (unreadable is OpenXmlPackageException or System.IO.FileFormatException or InvalidDataException or XmlException or IOException or ArgumentException)
        {
            throw new WordTemplateException("Word.TemplateUnreadable", unreadable);
        }
    }

    /// <summary>The template's styles under the names our text uses, and ours for the rest.</summary>
    internal XDocument StylesWith(XDocument ours)
    {
        var merged = new XDocument(styles);
        merged.Descendants(W + "numPr").Remove();
        var wanted = ours.Root!.Elements(W + "style").ToDictionary(Name, Id, StringComparer.OrdinalIgnoreCase);
        var names = merged.Root!.Elements(W + "style").GroupBy(Id).ToDictionary(s => s.Key, s => wanted.TryGetValue(Name(s.First()), out var id) ? id : wanted.ContainsValue(s.Key) ? s.Key + "Own" : s.Key);
        foreach (var style in merged.Root.Elements(W + "style").ToList())
        {
            style.SetAttributeValue(W + "styleId", names[Id(style)]);
            foreach (var reference in style.Elements().Where(e => e.Name.LocalName is "basedOn" or "next" or "link"))
                if (names.TryGetValue((string?)reference.Attribute(W + "val") ?? "", out var renamed))
                    reference.SetAttributeValue(W + "val", renamed);
        }
        var present = merged.Root.Elements(W + "style").Select(Id).ToHashSet(StringComparer.Ordinal);
        merged.Root.Add(ours.Root.Elements(W + "style").Where(s => !present.Contains(Id(s))).Select(s => Unmarked(s)));
        return merged;
    }

    private static XElement Unmarked(XElement style)
    {
        var copy = new XElement(style);
        copy.SetAttributeValue(W + "default", null);   // the template has its own defaults
        copy.Descendants().Where(e => e.Name.Namespace != W).Remove();   // and declares no extensions of ours
        return copy;
    }

    private static string Id(XElement style) => (string?)style.Attribute(W + "styleId") ?? "";

    private static string Name(XElement style) => (string?)style.Element(W + "name")?.Attribute(W + "val") ?? "";

    private static byte[] Bounded(OpenXmlPart part)
    {
        using var source = part.GetStream();
        using var bytes = new MemoryStream();
        var piece = new byte[81920];
        for (int read; (read = source.Read(piece)) > 0;)
        {
            bytes.Write(piece, 0, read);
            if (bytes.Length > LargestPart)
                throw new WordTemplateException("Word.TemplateTooLarge");
        }
        return bytes.ToArray();
    }
}

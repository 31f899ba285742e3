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
    private const int Deepest = 60;
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    /// <summary>Without these it would be the program's own look under the authority's name.</summary>
    private static readonly IReadOnlyList<string> Needed = ["Normal", "heading 1", "heading 2", "heading 3"];
    private readonly XDocument styles;

    private WordTemplate(XDocument styles, byte[]? theme)
    {
        this.styles = styles;
        Theme = theme;
    }

    internal byte[]? Theme { get; }

    /// <summary>The styles that a report cannot be without and the template has not, by the names Word keeps.</summary>
    public IReadOnlyList<string> Lacks => [.. Needed.Except(Names, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The styles that a report uses beside those and takes from the program.</summary>
    public IReadOnlyList<string> Borrows => [.. XDocument.Parse(Resource.Text("styles.xml")).Root!.Elements(W + "style").Where(s => s.Attribute(W + "customStyle") is null && s.Element(W + "semiHidden") is null).Select(Name).Except([.. Names, .. Needed], StringComparer.OrdinalIgnoreCase)];

    private IEnumerable<string> Names => styles.Root!.Elements(W + "style").Select(Name);

    public static WordTemplate Read(Stream file)
    {
        try
        {
            using var package = WordprocessingDocument.Open(file, isEditable: false);
            var main = package.MainDocumentPart ?? throw new WordTemplateException("Word.TemplateUnreadable");
            var own = Load(main.StyleDefinitionsPart ?? throw new WordTemplateException("Word.TemplateUnreadable"));
            return own.Root!.Name == W + "styles" ? new(own, main.ThemePart is { } theme ? Themed(theme) : null) : throw new WordTemplateException("Word.TemplateUnreadable");
        }
        catch (Exception unreadable) when (unreadable is OpenXmlPackageException or System.IO.FileFormatException or InvalidDataException or XmlException or IOException or ArgumentException or UriFormatException)
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

    /// <summary>Its colours and fonts; pictures that it fills shapes with stay behind, since nothing of ours is filled with them.</summary>
    private static byte[] Themed(OpenXmlPart part)
    {
        var theme = Load(part);
        foreach (var picture in theme.Descendants(A + "blipFill").ToList())
            picture.ReplaceWith(new XElement(A + "solidFill", new XElement(A + "schemeClr", new XAttribute("val", "phClr"))));
        using var bytes = new MemoryStream();
        theme.Save(bytes, SaveOptions.DisableFormatting);
        return bytes.ToArray();
    }

    /// <summary>Refuses DTDs, and elements within elements without end, which would end the program when they are copied.</summary>
    private static XDocument Load(OpenXmlPart part)
    {
        var bytes = Bounded(part);
        using (var probe = XmlReader.Create(new MemoryStream(bytes)))
            while (probe.Read())
                if (probe.Depth > Deepest)
                    throw new WordTemplateException("Word.TemplateUnreadable");
        using var reader = XmlReader.Create(new MemoryStream(bytes));
        return XDocument.Load(reader);
    }

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

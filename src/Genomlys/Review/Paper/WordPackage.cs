using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using Genomlys.Documents.Word;
using Genomlys.Review.Reading;
using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Review.Paper;

/// <summary>
/// The edge where the authority's Word template comes in. It is looked through as a package before Word's own reader sees it: nothing that runs, nothing that is fetched from elsewhere,
/// no name that leads out of it, no more than a template can be. What is refused says why, with a text key of <c>Paper.texts</c>. How large a file may be is <c>Paper:Megabytes</c>.
/// </summary>
internal static class WordPackage
{
    private const string Main = "word/document.xml", Types = "[Content_Types].xml";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>What runs, or opens something that does.</summary>
    private static readonly string[] Running = ["vbaproject", "vbadata", "macroenabled", "activex", "oleobject", "addin", "webextension"];

    public static int Megabytes(IConfiguration settings) => settings.GetValue("Paper:Megabytes", 4);

    /// <summary>A template only when it is done; what it lacks, where that is the reason.</summary>
    public static (WordTemplate? Template, Outcome Outcome, IReadOnlyList<string> Lacks) Read(IConfiguration settings, string name, byte[] file)
    {
        if (file.Length > Megabytes(settings) << 20)
            return Refused("Dotx.Large");
        if (file is [0xD0, 0xCF, 0x11, 0xE0, ..])
            return Refused("Dotx.Old");
        if (file is not [(byte)'P', (byte)'K', 3, ..])
            return Refused("Dotx.NotWord");
        try
        {
            using var content = new MemoryStream(file, writable: false);
            if (LeadsOut(content))
                return Refused("Dotx.Path");
            content.Position = 0;
            WorkbookCheck.Pass(content, new ImportLimits { UnpackedBytes = 40 << 20, Parts = 400 }, name, Main);
            content.Position = 0;
            if (!SourceReader.IsShallow(content))
                return Refused("Dotx.Bomb");
            content.Position = 0;
            if (Carries(content) is { } carried)
                return Refused(carried);
            content.Position = 0;
            var template = WordTemplate.Read(content);
            return template.Lacks is [_, ..] lacks ? (null, Outcome.Refused("Dotx.Lacks"), lacks) : (template, Outcome.Done, []);
        }
        catch (UnreadableException refused)
        {
            return Refused(refused.Problem.Key switch
            {
                "Dtd" => "Dotx.Dtd",
                "ManyParts" or "LargeUnpacked" or "PackedTooTight" or "Lying" => "Dotx.Bomb",
                "NotAWorkbook" => "Dotx.NotWord",
                _ => "Dotx.Corrupt",
            });
        }
        catch (WordTemplateException refused)
        {
            return Refused(refused.Reason is "Word.TemplateTooLarge" ? "Dotx.Bomb" : "Dotx.Corrupt");
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or XmlException or InvalidDataException or FormatException or ArgumentException or InvalidOperationException or IOException or NotSupportedException)
        {
            return Refused("Dotx.Corrupt");
        }
    }

    /// <summary>Names that lead out of the package, or that two parts share.</summary>
    private static bool LeadsOut(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return zip.Entries.Any(e => e.FullName.Contains('\\', StringComparison.Ordinal) || e.FullName.Contains(':', StringComparison.Ordinal) || e.FullName.StartsWith('/') || e.FullName.Split('/').Contains("..") || !names.Add(e.FullName));
    }

    /// <summary>What runs, and what is fetched from elsewhere. An address that a reader may click is neither.</summary>
    private static string? Carries(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Any(e => Runs(e.FullName)) || Load(zip.GetEntry(Types)!).Descendants().Any(t => Runs((string?)t.Attribute("ContentType") ?? "")))
            return "Dotx.Macros";
        foreach (var relations in zip.Entries.Where(e => e.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            foreach (var relation in Load(relations).Descendants(R + "Relationship"))
            {
                var (type, target) = ((string?)relation.Attribute("Type") ?? "", Uri.UnescapeDataString((string?)relation.Attribute("Target") ?? ""));
                var isExternal = (string?)relation.Attribute("TargetMode") is "External";
                if (Runs(type))
                    return "Dotx.Macros";
                if (isExternal ? !type.EndsWith("/hyperlink", StringComparison.Ordinal) || !IsWeb(target) : !target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out _))
                    return "Dotx.External";
                if (!isExternal && IsOutside(relations.FullName, target))
                    return "Dotx.Path";
            }
        return null;
    }

    private static bool Runs(string name) => Running.Any(r => name.Contains(r, StringComparison.OrdinalIgnoreCase));

    private static bool IsWeb(string target) => Uri.TryCreate(target, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto";

    /// <summary>Whether a target has more steps up than the part that names it lies deep: <c>word/_rels/x.rels</c> speaks for what lies in <c>word</c>.</summary>
    private static bool IsOutside(string relations, string target)
    {
        var depth = target.StartsWith('/') ? 0 : relations.Count(c => c == '/') - 1;
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (step is not "." && (depth += step is ".." ? -1 : 1) < 0)
                return true;
        return target.Contains('\\', StringComparison.Ordinal);
    }

    private static XDocument Load(ZipArchiveEntry part)
    {
        using var reader = XmlReader.Create(part.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
        return XDocument.Load(reader);
    }

    private static (WordTemplate?, Outcome, IReadOnlyList<string>) Refused(string problem) => (null, Outcome.Refused(problem), []);
}

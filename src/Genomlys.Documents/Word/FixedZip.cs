using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Genomlys.Documents.Word;

/// <summary>Packages whose bytes follow from their content: entries in order, no clock.</summary>
internal static class FixedZip
{
    private const string ContentTypes = "[Content_Types].xml";
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(byte[] package)
    {
        using var source = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var result = new MemoryStream();
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in source.Entries.OrderBy(e => e.FullName != ContentTypes).ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Start;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        return result.ToArray();
    }

    /// <summary>The library names what a package begins with by chance; this names it by its order.</summary>
    public static void NameParts(this OpenXmlPackage package)
    {
        foreach (var (n, part) in package.Parts.Select(p => p.OpenXmlPart).OrderBy(p => p.Uri.ToString(), StringComparer.Ordinal).ToList().Index())
            package.ChangeIdOfPart(part, $"rPart{n + 1}");
    }

    /// <summary>Gives a part its XML.</summary>
    public static void Feed(this OpenXmlPart part, XDocument content)
    {
        using var stream = part.GetStream(FileMode.Create);
        using var writer = XmlWriter.Create(stream, new() { Encoding = new System.Text.UTF8Encoding(false) });
        content.Save(writer);
    }
}

using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using Genomlys.Shared;
using Genomlys.Shared.Imports;

namespace Genomlys.Review.Reading;

/// <summary>
/// The edge where a file of an earlier report comes in: docx, PDF or plain text, told apart by what it begins with. What cannot be read is refused with a text key of <c>Reading.texts</c>.
/// How large a file may be is <c>Reading:Megabytes</c>.
/// </summary>
public sealed class SourceReader(IConfiguration settings)
{
    private const string Main = "word/document.xml";
    private const int Deepest = 200, FewestCharacters = 40;
    private readonly long most = settings.GetValue("Reading:Megabytes", 30L) << 20;

    /// <summary>The text of a file, or why not; a source only when it is done.</summary>
    public async Task<(SourceText? Source, Outcome Outcome)> ReadAsync(string name, Stream content, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            if (kept.Length + read > most)
                return (null, Outcome.Refused("Refused.Large"));
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray() switch
        {
            [] => (null, Outcome.Refused("Refused.Empty")),
            [(byte)'P', (byte)'K', 3 or 5, ..] => Word(name, kept),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => (null, Outcome.Refused("Refused.Encrypted")),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => await PdfAsync(kept.ToArray(), stop),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [0xFF, 0xD8, 0xFF, ..] or [0x1F, 0x8B, ..] or [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => (null, Outcome.Refused("Refused.Unknown")),
            _ => Plain(name, kept),
        };
    }

    private static (SourceText?, Outcome) Word(string name, MemoryStream content)
    {
        try
        {
            content.Position = 0;
            WorkbookCheck.Pass(content, new ImportLimits(), name, Main);
            content.Position = 0;
            if (!IsShallow(content))
                return (null, Outcome.Refused("Refused.Bomb"));
            content.Position = 0;
            return (WordText.Of(content), Outcome.Done);
        }
        catch (UnreadableException refused)
        {
            return (null, Outcome.Refused(refused.Problem.Key switch
            {
                "Dtd" => "Refused.Dtd",
                "ManyParts" or "LargeUnpacked" or "PackedTooTight" or "Lying" => "Refused.Bomb",
                "NotAWorkbook" => "Refused.NotWord",
                _ => "Refused.Corrupt",
            }));
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or XmlException or InvalidDataException or FormatException or ArgumentException or InvalidOperationException or IOException or NotSupportedException)
        {
            return (null, Outcome.Refused("Refused.Corrupt"));
        }
    }

    /// <summary>Elements within elements without end would end the program instead of the reading.</summary>
    internal static bool IsShallow(Stream content)
    {
        using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var part in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || e.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            using var xml = XmlReader.Create(part.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true });
            while (xml.Read())
                if (xml.Depth > Deepest)
                    return false;
        }
        return true;
    }

    private async Task<(SourceText?, Outcome)> PdfAsync(byte[] pdf, CancellationToken stop)
    {
        var (text, outcome) = await new PdfText(settings).OfAsync(pdf, stop);
        if (!outcome.IsDone)
            return (null, outcome);
        return text.Count(char.IsLetter) < FewestCharacters ? (null, Outcome.Refused("Refused.Scanned")) : (SourceText.Of(text, SourceForm.Pdf), Outcome.Done);
    }

    private static (SourceText?, Outcome) Plain(string name, MemoryStream content)
    {
        try
        {
            content.Position = 0;
            var encoding = TextEncoding.Of(content, name);
            using var text = encoding.Reader(content);
            var said = text.ReadToEnd();
            return said.Length > SourceText.MostCharacters ? (null, Outcome.Refused("Refused.Large")) : (SourceText.Of(said), Outcome.Done);
        }
        catch (Exception unreadable) when (unreadable is UnreadableException or DecoderFallbackException)
        {
            return (null, Outcome.Refused("Refused.Unknown"));
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Documents.Word;
using Document = Genomlys.Documents.Document;

namespace Genomlys.Tests.Review.Reading;

/// <summary>
/// A report's text made into the files it might have come as. Laid out: headings, paragraphs and lists as a writer would set them, with contents, page headers and page numbers.
/// As it stands: every line of the text a paragraph of its own, the way a converter that knows nothing does it. It joins lines by its own rules, not by those of the reading.
/// </summary>
internal static partial class LaidOut
{
    private static readonly TypstWorker Worker = new(new TypstOptions());

    public static bool CanMakePdf => new TypstOptions().Missing() is null;

    public static async Task<byte[]> WordAsync(string text, IReadOnlyList<Head> heads) => await Written(new WordWriter(), text, heads);

    public static async Task<byte[]> PdfAsync(string text, IReadOnlyList<Head> heads) => await Written(new PdfWriter(Worker), text, heads);

    /// <summary>Each line a paragraph, no style.</summary>
    public static byte[] WordOfLines(string text)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
            package.AddMainDocumentPart().Document = new(new Body(text.Split('\n').Select(line => new Paragraph(new Run(new Text(line) { Space = SpaceProcessingModeValues.Preserve })))));
        return file.ToArray();
    }

    /// <summary>Each line a paragraph, as a page printed from a plain text.</summary>
    public static async Task<byte[]> PdfOfLines(string text)
    {
        using var pdf = new MemoryStream();
        await new PdfWriter(Worker).WriteAsync(new Document(Cover, [.. Lines(text).Where(l => l is not "").Select(l => new Block.Paragraph([l]))]), pdf, default);
        return pdf.ToArray();
    }

    private static Cover Cover => new("Ledningens genomgång", "", "", new DateOnly(2025, 12, 1));

    private static async Task<byte[]> Written(IDocumentWriter writer, string text, IReadOnlyList<Head> heads)
    {
        using var file = new MemoryStream();
        await writer.WriteAsync(new Document(Cover, [new Block.Toc("Innehållsförteckning"), .. Blocks(text, heads)]), file, default);
        return file.ToArray();
    }

    /// <summary>The headings the facts name, else those that the text form shows.</summary>
    public static IReadOnlyList<Head> Heads(JsonElement facts, IEnumerable<Genomlys.Review.Reading.ReadHeading> read) => facts.TryGetProperty("chapters", out var chapters)
        ? [.. chapters.EnumerateArray().Select(c => new Head(c.GetProperty("number").GetString()?.TrimEnd('.') ?? "", c.GetProperty("heading").GetString()!, c.GetProperty("lines")[0].GetInt32(), c.GetProperty("lines")[1].GetInt32(), c.GetProperty("level").GetInt32()))]
        : [.. read.Where(h => h.Number is not "").Select(h => new Head(h.Number, h.Title, h.Line, h.Line, Math.Min(4, h.Level)))];

    private static List<Block> Blocks(string text, IReadOnlyList<Head> heads)
    {
        var (blocks, items, paragraph) = (new List<Block>(), new List<string>(), "");
        var lines = Lines(text);
        var starts = heads.ToDictionary(h => h.First);
        var width = lines.Select(l => l.Length).Where(l => l > 0).Order().ElementAt(lines.Count(l => l.Length > 0) * 9 / 10);
        var isDouble = lines.Count(l => l is "") > lines.Length * 0.45;
        for (var n = 0; n < lines.Length; n++)
        {
            if (starts.TryGetValue(n + 1, out var head))
            {
                Close();
                if (Tight(head.Title) is not "INNEHÅLLSFÖRTECKNING")
                    blocks.Add(new Block.Heading(head.Level, head.Number, head.Title));
                var said = Tight(head.Number + head.Title);
                var taken = Tight(lines[n]);
                while (n + 1 < lines.Length && taken.Length < said.Length)
                    taken += Tight(lines[++n]);
                continue;
            }
            var line = lines[n];
            if (line is "")
            {
                if (!isDouble)
                    Paragraph();
            }
            else if (Page().IsMatch(line) || Contents().IsMatch(line))
                Close();
            else if (Item().Match(line) is { Success: true } item)
            {
                Paragraph();
                items.Add(item.Groups["text"].Value);
            }
            else if (items.Count > 0 && paragraph is "" && (char.IsLower(line[0]) || line[0] is '('))
                items[^1] = Join(items[^1], line);
            else
            {
                if (paragraph is not "" && (Label().IsMatch(line) || (Ended().IsMatch(lines[..n].Last(l => l is not "")) && lines[..n].Last(l => l is not "").Length < width * 0.8)))
                    Paragraph();
                List();
                paragraph = paragraph is "" ? line : Join(paragraph, line);
            }
        }
        Close();
        return blocks;

        void List()
        {
            if (items.Count > 0)
                blocks.Add(new Block.List(false, [.. items.Select(i => (IReadOnlyList<Inline>)[i])]));
            items.Clear();
        }

        void Paragraph()
        {
            if (paragraph is not "")
                List();
            if (paragraph is not "")
                blocks.Add(new Block.Paragraph([paragraph]));
            paragraph = "";
        }

        void Close()
        {
            Paragraph();
            List();
        }
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(l => l.Replace('\uF0B7', '•').Trim())];

    private static string Join(string before, string after) => before.EndsWith('-') && !after.StartsWith("och", StringComparison.Ordinal) ? before + after : $"{before} {after}";

    private static string Tight(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpper(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,2} \(\d{1,2}\)$")]
    private static partial Regex Page();

    [GeneratedRegex(@"(?:\.{4,}|\t)\s*\d+$")]
    private static partial Regex Contents();

    [GeneratedRegex(@"^(?:[•–-]|o|\(\d\)|\d\.)\s+(?<text>.+)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\p{Lu}[\p{L} ]{3,20}: ")]
    private static partial Regex Label();

    [GeneratedRegex(@"[.:]$")]
    private static partial Regex Ended();
}

/// <summary>A heading as the facts of a report say it, with its lines.</summary>
internal sealed record Head(string Number, string Title, int First, int Last, int Level);

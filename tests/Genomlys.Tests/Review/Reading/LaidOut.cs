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

    public static async Task<byte[]> WordAsync(string text, IReadOnlyList<Head> heads, IReadOnlyList<(int, int)> charts) => await Written(new WordWriter(), text, heads, charts);

    public static async Task<byte[]> PdfAsync(string text, IReadOnlyList<Head> heads, IReadOnlyList<(int, int)> charts) => await Written(new PdfWriter(Worker), text, heads, charts);

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
        await new PdfWriter(Worker).WriteAsync(new Document(Cover, [.. Lines(text).Select(l => new Block.Paragraph([l is "" ? "\u00A0" : l]))]), pdf, default);
        return pdf.ToArray();
    }

    private static Cover Cover => new("Ledningens genomgång", "", "", new DateOnly(2025, 12, 1));

    /// <summary>No heading is more than one level below the one before it.</summary>
    private static IEnumerable<Block> Stepwise(List<Block> blocks)
    {
        var before = 0;
        foreach (var block in blocks)
            yield return block is Block.Heading h ? h with { Level = before = Math.Min(h.Level, before + 1) } : block;
    }

    /// <summary>What a picture left in the text is no text of the file.</summary>
    private static string Without(string text, IReadOnlyList<(int First, int Last)> charts) =>
        string.Join('\n', text.Split('\n').Select((line, n) => charts.Any(c => n + 1 >= c.First && n + 1 <= c.Last) ? "" : line));

    private static async Task<byte[]> Written(IDocumentWriter writer, string text, IReadOnlyList<Head> heads, IReadOnlyList<(int First, int Last)> charts)
    {
        using var file = new MemoryStream();
        await writer.WriteAsync(new Document(Cover, [new Block.Toc("Innehållsförteckning"), .. Stepwise(Blocks(Without(text, charts), heads))]), file, default);
        return file.ToArray();
    }

    /// <summary>The lines that the facts say are of pictures.</summary>
    public static IReadOnlyList<(int First, int Last)> Charts(JsonElement facts) => facts.TryGetProperty("layout", out var layout) && layout.TryGetProperty("chart_text_blocks", out var charts)
        ? [.. charts.EnumerateArray().Select(c => (c[0].GetInt32(), c[1].GetInt32()))] : [];

    /// <summary>The headings the facts name, else those that the text form shows.</summary>
    public static IReadOnlyList<Head> Heads(JsonElement facts, IEnumerable<Genomlys.Review.Reading.ReadHeading> read) => facts.TryGetProperty("chapters", out var chapters)
        ? [.. chapters.EnumerateArray().Select(c => new Head(c.GetProperty("number").GetString()?.TrimEnd('.') ?? "", c.GetProperty("heading").GetString()!, c.GetProperty("lines")[0].GetInt32(), c.GetProperty("lines")[1].GetInt32(), c.GetProperty("level").GetInt32()))]
        : [.. read.Select(h => new Head(h.Number, h.Title, h.Line, h.Line, h.Number is "" ? 2 : Math.Min(4, h.Level)))];

    private static List<Block> Blocks(string text, IReadOnlyList<Head> heads)
    {
        var (blocks, items, paragraph, isNumbered) = (new List<Block>(), new List<string>(), "", false);
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
            else if (Columns(line).Length > 1 && n + 1 < lines.Length && Columns(lines[n + 1]).Length == Columns(line).Length)
            {
                Close();
                var rows = lines.Skip(n).TakeWhile(l => Columns(l).Length == Columns(line).Length).Select(Columns).ToList();
                blocks.Add(new Block.Table("Tabell", rows[0], [.. rows.Skip(1).Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => new Cell(c))])]));
                n += rows.Count - 1;
            }
            else if (Item().Match(line) is { Success: true } item && (!char.IsDigit(line[0]) || paragraph is "" || paragraph.EndsWith('.')))
            {
                Paragraph();
                isNumbered = char.IsDigit(line.TrimStart('(')[0]);
                items.Add(item.Groups["text"].Value);
            }
            else if (items.Count > 0 && paragraph is "" && (char.IsLower(line[0]) || line[0] is '(' || (!items[^1].EndsWith('.') && !items[^1].EndsWith(')') && (isDouble || lines[n - 1] is not "") && lines[..n].Last(l => l is not "").Length > width * 0.7)))
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
                blocks.Add(new Block.List(isNumbered, [.. items.Select(i => (IReadOnlyList<Inline>)[i])]));
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

    private static string[] Columns(string line) => [.. Wide().Split(line).Where(c => c is not "")];

    private static string Tight(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpper(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,2} \(\d{1,2}\)$", RegexOptions.None, 1000)]
    private static partial Regex Page();

    [GeneratedRegex(@"(?:\.{4,}|\t)\s*\d+$", RegexOptions.None, 1000)]
    private static partial Regex Contents();

    [GeneratedRegex(@"^(?:[•–-]|o|\(\d\)|\d\.)\s+(?<text>.+)$", RegexOptions.None, 1000)]
    private static partial Regex Item();

    [GeneratedRegex(@"^\p{Lu}[\p{L} ]{3,20}: ", RegexOptions.None, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@" {3,}", RegexOptions.None, 1000)]
    private static partial Regex Wide();

    [GeneratedRegex(@"[.:]$", RegexOptions.None, 1000)]
    private static partial Regex Ended();
}

/// <summary>A heading as the facts of a report say it, with its lines.</summary>
internal sealed record Head(string Number, string Title, int First, int Last, int Level);

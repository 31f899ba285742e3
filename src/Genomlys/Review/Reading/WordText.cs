using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Genomlys.Review.Reading;

/// <summary>A Word document's text: headings by style, lists with their numbers, tables row by row, footnotes. Only parts inside the file are opened; what has been deleted under tracked changes is not there.</summary>
internal sealed class WordText
{
    private const int Deepest = 6;

    private readonly MainDocumentPart main;
    private readonly WordStyles styles;
    private readonly WordNumbering numbering;
    private readonly List<SourceLine> lines = [];
    private int page = 1, characters;

    private WordText(MainDocumentPart main)
    {
        this.main = main;
        styles = new WordStyles(main.StyleDefinitionsPart?.Styles);
        numbering = new WordNumbering(main.NumberingDefinitionsPart?.Numbering);
    }

    /// <summary>Throws what the reader of packages throws when the file is not what it says; the caller turns it into words.</summary>
    public static SourceText Of(Stream content)
    {
        using var package = WordprocessingDocument.Open(content, isEditable: false, new OpenSettings { MaxCharactersInPart = SourceText.MostCharacters * 10 });
        var word = new WordText(package.MainDocumentPart ?? throw new InvalidDataException());
        word.Read(word.main.Document.Body ?? throw new InvalidDataException(), 0);
        foreach (var note in word.main.FootnotesPart?.Footnotes?.Elements<Footnote>().Where(f => f.Type is null) ?? [])
            word.Add(Text(note), LineKind.Note);
        return new SourceText(SourceForm.Word, word.lines);
    }

    private void Read(OpenXmlElement above, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var element in above.ChildElements)
            switch (element)
            {
                case Paragraph paragraph:
                    Read(paragraph);
                    break;
                case Table table:
                    Read(table, depth);
                    break;
                case SdtBlock { SdtContentBlock: { } inside }:
                    Read(inside, depth + 1);
                    break;
                case CustomXmlBlock or InsertedRun or MoveToRun:
                    Read(element, depth + 1);
                    break;
            }
    }

    private void Read(Paragraph paragraph)
    {
        page += paragraph.Descendants<LastRenderedPageBreak>().Count() + paragraph.Descendants<Break>().Count(b => b.Type?.Value == BreakValues.Page);
        var text = Text(paragraph);
        var style = styles.Of(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value);
        var level = paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own and < 9 ? own + 1 : style.Level;
        var (mark, depth) = text.Trim() is "" ? ("", 0) : numbering.Of(paragraph.ParagraphProperties?.NumberingProperties, style);
        if (style.IsContents)
            Add(text, LineKind.Contents);
        else if (level > 0 && text.Trim() is not "")
            Add(text, LineKind.Heading, level, mark.TrimEnd('.'));
        else if (mark is not "")
            Add(text, LineKind.Item, depth, mark);
        else
            foreach (var line in text.Split('\n'))
                Add(line, LineKind.Plain, isBold: line.Trim() is { Length: > 0 } && IsBold(paragraph));
    }

    /// <summary>A table of one column only frames its text.</summary>
    private void Read(Table table, int depth)
    {
        foreach (var row in table.Elements<TableRow>())
            if (row.Elements<TableCell>().ToList() is [var only])
                Read(only, depth + 1);
            else
                Add(string.Join('\t', row.Elements<TableCell>().Select(c => Text(c).Replace('\t', ' ').Replace('\n', ' ').Trim())), LineKind.Row);
    }

    private void Add(string text, LineKind kind, int level = 0, string mark = "", bool isBold = false)
    {
        characters += text.Length;
        if (characters <= SourceText.MostCharacters)
            lines.Add(new SourceLine(lines.Count + 1, page, text) { Kind = kind, Level = level, Mark = mark, IsBold = isBold });
    }

    private static bool IsBold(Paragraph paragraph) => paragraph.Descendants<Run>().Where(r => r.InnerText.Trim() is not "").ToList() is { Count: > 0 } runs
        && runs.TrueForAll(r => r.RunProperties?.Bold is { } bold && (bold.Val is null || bold.Val.Value) || r.RunProperties?.RunStyle?.Val?.Value is "Strong");

    private static string Text(OpenXmlElement of)
    {
        var text = new StringBuilder();
        foreach (var part in of.Descendants())
            switch (part)
            {
                case Paragraph when part != of && text.Length > 0:
                    text.Append('\n');
                    break;
                case Text said when !IsAside(said, of):
                    text.Append(said.Text);
                    break;
                case TabChar when part.Parent is Run:
                    text.Append('\t');
                    break;
                case NoBreakHyphen:
                    text.Append('-');
                    break;
                case Break { Type: null } or CarriageReturn:
                    text.Append('\n');
                    break;
            }
        return text.ToString();
    }

    /// <summary>In a picture's box, or hidden.</summary>
    private static bool IsAside(Text said, OpenXmlElement of)
    {
        for (var above = said.Parent; above is not null && above != of; above = above.Parent)
            if (above is Drawing or Picture or AlternateContent || above is Run { RunProperties.Vanish: not null })
                return true;
        return false;
    }
}

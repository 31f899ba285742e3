using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>The blocks of a document as WordprocessingML.</summary>
internal sealed class WordBody(Document document, Func<Block.Chart, string> addChart, Func<string, string> linkTo)
{
    private readonly Words words = Words.In(document.Language);
    private readonly WordMarks marks = new([.. document.Blocks.OfType<Block.Heading>()]);
    private int tables, charts;
    private bool turns = true;   // the cover is a page of its own

    public Notes Notes { get; } = new();

    /// <summary>How many numbered lists there are; each counts from one.</summary>
    public int NumberedLists { get; private set; }

    private WordText Sentence => field ??= new(marks, Notes, linkTo);

    public XDocument Draw(XElement section)
    {
        List<XElement> body = [.. WordCover.Draw(document.Cover, words)];
        foreach (var block in document.Blocks)
            body.AddRange(Turned(block, [.. Draw(block)]));
        return new(El("document", new XAttribute(XNamespace.Xmlns + "w", W), new XAttribute(XNamespace.Xmlns + "r", R), El("body", body, section)));
    }

    /// <summary>After a break the next block begins its page, without the space that parts it from what it no longer follows.</summary>
    private IEnumerable<XElement> Turned(Block block, List<XElement> drawn)
    {
        if (turns && drawn is [var first, ..])
            first.DescendantsAndSelf(W + "p").First().BeginPage();
        turns = block is Block.PageBreak or Block.Toc || (turns && drawn is []);
        return drawn;
    }

    private IEnumerable<XElement> Draw(Block block) => block switch
    {
        Block.Toc t => [WordContents.Draw(t, document, marks)],
        Block.PageBreak => [],
        Block.Heading h => [Heading(h)],
        Block.Paragraph p => [P("Normal", Sentence.Runs(p.Content))],
        Block.List l => List(l),
        Block.Note n => Remark(n),
        Block.Table t => [Caption("Table", ++tables, t.Caption), .. new WordTable(Sentence, words).Draw(t)],
        Block.Chart c => [Caption("Chart", ++charts, c.Data.Caption), P("Chart", WordChart.Frame(c, addChart(c), charts)), .. new WordTable(Sentence, words).Draw(c.Data)],
        _ => throw new NotSupportedException(block.GetType().Name),
    };

    private XElement Heading(Block.Heading heading)
    {
        var paragraph = P($"Heading{Math.Clamp(heading.Level, 1, 4)}", marks.Around(marks.Of(heading.Anchor)!, heading.Number is "" ? [Run(heading.Text)] : [Run(heading.Number), Tab(), Run(heading.Text)]));
        if (heading.Number is "")
            paragraph.Element(W + "pPr")!.Add(El("ind", At("left", 0), At("firstLine", 0)));
        return paragraph;
    }

    private IEnumerable<XElement> List(Block.List list)
    {
        var number = list.IsNumbered ? 1 + ++NumberedLists : 1;
        foreach (var (n, item) in list.Items.Index())
        {
            var paragraph = P(list.IsNumbered ? "ListNumber" : "ListBullet", Sentence.Runs(item));
            var properties = paragraph.Element(W + "pPr")!;
            properties.Add(El("numPr", Val("ilvl", 0), Val("numId", number)));
            if (n == list.Items.Count - 1)
                properties.Add(El("spacing", At("after", 180)));
            yield return paragraph;
        }
    }

    /// <summary>Two paragraphs of one style share their box; the space around it is the first's and the last's.</summary>
    private IEnumerable<XElement> Remark(Block.Note note)
    {
        var content = P("Remark", Sentence.Runs(note.Content));
        if (note.Title is not "")
        {
            var title = P("Remark", Run(note.Title, "Strong")).Keep();
            title.Element(W + "pPr")!.Add(El("spacing", At("before", 300), At("after", 60)));
            yield return title;
        }
        content.Element(W + "pPr")!.Add(El("spacing", At("before", note.Title is "" ? 300 : 0), At("after", 380)));
        yield return content;
    }

    private XElement Caption(string key, int number, string text) => P("Caption",
        Run(words[key] + " "), Field($"SEQ {words[key]} \\* ARABIC", $"{number}"), Run(": " + text));
}

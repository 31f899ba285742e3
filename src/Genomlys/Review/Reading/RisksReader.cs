namespace Genomlys.Review.Reading;

/// <summary>Risks: the headings of a chapter about risks, else its list or table; and the processes a sentence says were found.</summary>
internal static class RisksReader
{
    public static IReadOnlyList<Piece.Risk> Read(Reader reader)
    {
        var risks = reader.Of(ChapterKind.InternalControl, ChapterKind.OfficersRisks, ChapterKind.Risks).SelectMany(c => Chapter(reader, c)).ToList();
        var ranks = new Dictionary<RiskSource, int>();
        return [.. risks.Select(r => r with { Rank = ranks[r.Source] = ranks.GetValueOrDefault(r.Source) + 1 })];
    }

    private static IEnumerable<Piece.Risk> Chapter(Reader reader, Section chapter)
    {
        var source = chapter.Kind switch { ChapterKind.InternalControl => RiskSource.InternalControl, ChapterKind.OfficersRisks => RiskSource.OfficersReport, _ => RiskSource.Other };
        var named = chapter.Children.Where(c => c.Kind == chapter.Kind && !c.IsChapter && !reader.Words.Lessons.Says(c.Title)).ToList();
        if (named.Exists(c => c.IsNumbered))
            return named.Where(c => c.IsNumbered).Select(c => Heading(reader, c, source, Confidence.High));
        if (chapter.Blocks.Where(b => b.Kind is BlockKind.Row).ToList() is [var head, _, ..] rows && head.Cells.ToList().FindIndex(c => reader.Words.TableRisk.Contains(c.ToLowerInvariant())) is >= 0 and var column)
            return Rows(reader, chapter, rows, column, source);
        var items = chapter.All.Where(s => s.Kind == chapter.Kind).SelectMany(s => s.Items.Where(i => !IsRecommendation(reader, s, i)).Select(i => Item(reader, s, i, source)))
            .Concat(chapter.Blocks.Where(b => b.Kind is BlockKind.Paragraph).SelectMany(b => InSentences(reader, chapter, b, source))).ToList();
        return items is [_, ..] || named is [] || IsRecommending(reader, chapter) ? items : named.Select(c => Heading(reader, c, source, Confidence.Medium));
    }

    private static Piece.Risk Heading(Reader reader, Section section, RiskSource source, Confidence confidence)
    {
        var (name, mark, _) = reader.Marks.Of(WithoutLabel(reader, section.Title));
        var (title, process) = Process(name);
        return new Piece.Risk(title, Reader.Whole(section), 0, mark, source)
        {
            Process = source is RiskSource.InternalControl && process is "" && title == section.Title ? title : process,
            Body = Reader.Body(section),
            Action = Labelled(section, reader.Words.ActionLabels),
            Result = Labelled(section, reader.Words.ResultLabels),
            Confidence = confidence,
            Why = Why.Heading,
            Quote = Reader.Cut($"{section.Title}\n{Reader.Body(section)}"),
        };
    }

    private static Piece.Risk Item(Reader reader, Section section, TextBlock item, RiskSource source)
    {
        var (name, mark, _) = reader.Marks.Of(item.Text);
        var announced = reader.Words.RiskWords.Says(reader.Announcer(section, item)) || reader.Words.ProcessWords.Says(reader.Announcer(section, item));
        return new Piece.Risk(WithoutLabel(reader, name), item.Place(section), 0, mark, source)
        {
            Confidence = mark is not Printed.Nothing || announced ? Confidence.High : Confidence.Medium,
            Why = announced ? Why.Announced : Why.Item,
            Quote = item.Text,
        };
    }

    private static IEnumerable<Piece.Risk> Rows(Reader reader, Section section, List<TextBlock> rows, int column, RiskSource source)
    {
        var head = rows[0].Cells.Select(c => c.ToLowerInvariant()).ToList();
        var (mark, action) = (head.FindIndex(reader.Words.TableMark.Contains), head.FindIndex(reader.Words.TableAction.Contains));
        foreach (var row in rows.Skip(1).Where(r => r.Cells.Count == head.Count && r.Cells[column] is not ""))
        {
            var (name, printed, _) = reader.Marks.Of(row.Cells[column]);
            yield return new Piece.Risk(name, row.Place(section), 0, printed is Printed.Nothing && mark >= 0 ? reader.Marks.MarkOf(row.Cells[mark]).Mark : printed, source)
            {
                Action = action >= 0 ? row.Cells[action] : "",
                Confidence = Confidence.High,
                Why = Why.Row,
                Quote = string.Join(" | ", row.Cells),
            };
        }
    }

    /// <summary>"… har identifierat A och B som två väsentliga processer": A and B.</summary>
    private static IEnumerable<Piece.Risk> InSentences(Reader reader, Section section, TextBlock block, RiskSource source)
    {
        foreach (var sentence in Sentences.Of(block.Text, reader.Words))
        {
            var said = Sentences.Words(sentence.Text);
            var from = Array.FindIndex(said, w => reader.Words.Identified.Contains(w.ToLowerInvariant()));
            var to = from < 0 ? -1 : Array.IndexOf(said, reader.Words.As, from);
            if (to < 0 || !said[to..].Any(w => reader.Words.ProcessWords.Contains(w.ToLowerInvariant()) || reader.Words.RiskWords.Contains(w.ToLowerInvariant())))
                continue;
            foreach (var name in string.Join(' ', said[(from + 1)..to]).Split([$" {reader.Words.And} "], StringSplitOptions.RemoveEmptyEntries))
                yield return new Piece.Risk(char.ToUpperInvariant(name[0]) + name[1..], block.Place(section, sentence.At, sentence.At + sentence.Text.Length - 1), 0, Printed.Nothing, source) { Process = name, Confidence = Confidence.Medium, Why = Why.Sentence, Quote = sentence.Text };
        }
    }

    private static bool IsRecommendation(Reader reader, Section section, TextBlock item) => reader.Words.Recommends.Says(reader.Announcer(section, item));

    private static bool IsRecommending(Reader reader, Section chapter) => chapter.Blocks.Exists(b => b.Kind is BlockKind.Item && IsRecommendation(reader, chapter, b));

    private static string WithoutLabel(Reader reader, string title) =>
        title.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && reader.Words.RiskLabels.Contains(title[..colon].Trim().ToLowerInvariant()) ? title[(colon + 1)..].Trim() : title;

    /// <summary>A parenthesis at the end names the process.</summary>
    private static (string Title, string Process) Process(string name) =>
        name is [.., ')'] && name.LastIndexOf('(') is > 0 and var open ? (name[..open].Trim(), name[(open + 1)..^1].Trim()) : (name, "");

    private static string Labelled(Section section, IReadOnlyList<string> labels)
    {
        foreach (var block in section.Everything)
            if (block.Text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && labels.Contains(block.Text[..colon].Trim().ToLowerInvariant()))
                return Reader.Cut(block.Text[(colon + 1)..].Trim());
        return "";
    }
}

namespace Genomlys.Review.Reading;

/// <summary>Recommendations of audits and of the data protection officer: the list that a recommending sentence announces, a recommending sentence by itself, a shortcoming that is said to remain.</summary>
internal static class RecommendationsReader
{
    private const int DiaryWords = 6;

    public static IReadOnlyList<Piece.Recommendation> Read(Reader reader) =>
        [.. reader.Of(ChapterKind.Audits, ChapterKind.OfficersRisks).SelectMany(chapter => chapter.All.Where(s => s.Kind == chapter.Kind && (chapter.Kind is ChapterKind.Audits || !s.IsNumbered || s == chapter)).SelectMany(s => Of(reader, s, chapter)))];

    private static IEnumerable<Piece.Recommendation> Of(Reader reader, Section section, Section chapter)
    {
        var isAudit = chapter.Kind is ChapterKind.Audits;
        var column = Column(reader, section);
        var diary = Diary(reader, section);
        var source = isAudit ? SourceOf(section, chapter) : chapter.Title;
        foreach (var (n, block) in section.Blocks.Index())
            if (block.Kind is BlockKind.Item)
            {
                var announcer = reader.Announcer(section, block);
                var isAnnounced = reader.Words.Recommends.Says(announcer);
                if (isAnnounced || (isAudit && reader.Words.Requires.Says(block.Text)))
                    yield return New(reader, section, diary, block, block.Text, block.IsNumbered ? block.Mark : "", 0, block.Text.Length, source, isAnnounced ? Confidence.High : Confidence.Medium, isAnnounced ? Why.Announced : Why.Item);
            }
            else if (block.Kind is BlockKind.Paragraph)
            {
                var listFollows = n + 1 < section.Blocks.Count && section.Blocks[n + 1].Kind is BlockKind.Item;
                var sentences = Sentences.Of(block.Text, reader.Words).ToList();
                foreach (var (m, sentence) in sentences.Index())
                    if (listFollows && m == sentences.Count - 1)
                        continue;
                    else if (reader.Words.Recommends.Says(sentence.Text) && After(reader, sentence.Text) is { } asked)
                        yield return New(reader, section, diary, block, asked, "", sentence.At, sentence.Text.Length, source, Confidence.Medium, Why.Sentence) with { Quote = sentence.Text };
                    else if (isAudit && reader.Words.Shortcomings.Says(sentence.Text) && reader.Words.Remains.Says(sentence.Text) && reader.Words.About.Says(sentence.Text))
                        yield return New(reader, section, diary, block, sentence.Text, "", sentence.At, sentence.Text.Length, source, Confidence.Low, Why.Guess);
            }
            else if (block.Kind is BlockKind.Row && block.Cells.Count > 1 && column >= 0 && column < block.Cells.Count && !reader.Words.TableRecommendation.Contains(block.Cells[column].ToLowerInvariant()))
                yield return New(reader, section, diary, block, block.Cells[column], "", 0, block.Text.Length, source, Confidence.High, Why.Row);
    }

    private static int Column(Reader reader, Section section) => (section.Blocks.Find(b => b.Kind is BlockKind.Row)?.Cells.ToList() ?? []).FindIndex(c => reader.Words.TableRecommendation.Contains(c.ToLowerInvariant()));

    /// <summary>What is asked for: after "att" when the recommending word stands before it.</summary>
    private static string? After(Reader reader, string sentence)
    {
        var said = sentence.Split(' ');
        var verb = Array.FindIndex(said, w => reader.Words.Recommends.Contains(w.Trim(',', '.', '(', ')').ToLowerInvariant()));
        var that = verb < 0 ? -1 : Array.IndexOf(said, reader.Words.That, verb);
        return that >= 0 && that + 2 < said.Length ? string.Join(' ', said[(that + 1)..]) : null;
    }

    private static Piece.Recommendation New(Reader reader, Section section, string diary, TextBlock block, string text, string number, int from, int length, string source, Confidence confidence, Why why)
    {
        var (name, mark, _) = reader.Marks.Of(text);
        name = name is [var first, ..] ? char.ToUpperInvariant(first) + name[1..] : name;
        foreach (var and in reader.Words.HyphenJoins)
            name = name.EndsWith(" " + and, StringComparison.Ordinal) ? name[..^(and.Length + 1)].TrimEnd(',', ';') : name;
        return new Piece.Recommendation(name, block.Place(section, from, from + Math.Max(0, length - 1)), number)
        {
            Source = source,
            IsOfficers = section.Kind is ChapterKind.OfficersRisks,
            Diary = diary,
            Status = mark is Printed.Nothing ? reader.Words.Remains.FirstOrDefault(r => text.Contains(r, StringComparison.OrdinalIgnoreCase)) ?? "" : $"{mark}",
            Confidence = confidence,
            Why = why,
            Quote = text,
        };
    }

    private static string SourceOf(Section section, Section chapter) => section == chapter || section.Title == chapter.Title ? chapter.Title : section.Title;

    /// <summary>What follows "dnr": up to the end of the number.</summary>
    private static string Diary(Reader reader, Section section)
    {
        foreach (var block in section.Blocks)
        {
            var said = Sentences.Words(block.Text);
            var at = Array.FindIndex(said, w => reader.Words.Diary.Contains(w.TrimEnd('.').ToLowerInvariant()));
            if (at >= 0 && said[(at + 1)..Math.Min(said.Length, at + 1 + DiaryWords)].ToList() is { Count: > 0 } after && after.FindIndex(w => w.Any(char.IsDigit)) is >= 0 and var number)
                return string.Join(' ', after[..(number + 1)]);
        }
        return "";
    }
}

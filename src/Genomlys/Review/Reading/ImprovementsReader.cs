namespace Genomlys.Review.Reading;

/// <summary>Proposals for improvement: the numbered headings of their chapter, else its list, else what the summary announces.</summary>
internal static class ImprovementsReader
{
    /// <summary>A summary that lists more is no summary.</summary>
    private const int Most = 50;

    public static IReadOnlyList<Piece.Improvement> Read(Reader reader)
    {
        var summary = Announced(reader).ToList();
        var chapter = reader.Of(ChapterKind.Improvements).SelectMany(c => Chapter(reader, c)).ToList();
        if (chapter is [])
            return summary;
        return [.. chapter.Select((p, n) => p with { Rank = n + 1, SummaryRank = summary.Take(Most).ToList().FindIndex(s => Checks.Likeness.IsSame(s.Name, p.Name)) is >= 0 and var at ? at + 1 : null })];
    }

    private static IEnumerable<Piece.Improvement> Chapter(Reader reader, Section chapter)
    {
        var named = chapter.Children.Where(c => c.Kind is ChapterKind.Improvements && c.Year is null).ToList();
        if (chapter.Children.Exists(c => c.Kind is ChapterKind.Plan || c.Year is not null))
            yield break;
        if (named.Exists(c => c.IsNumbered) || (chapter.Items.FirstOrDefault() is null && chapter.Blocks.TrueForAll(b => b.Kind is not BlockKind.Row)))
            foreach (var child in named.Where(c => c.IsNumbered || !named.Exists(other => other.IsNumbered)))
                yield return Of(reader, child.Title, Reader.Whole(child), Reader.Body(child), child.IsNumbered ? Confidence.High : Confidence.Medium, Why.Heading, $"{child.Title}\n{Reader.Body(child)}");
        else
            foreach (var item in Lists.WithBodies(chapter))
                yield return Of(reader, item.Name, item.Place, item.Body, Confidence.High, Why.Item, $"{item.Name}\n{item.Body}");
    }

    /// <summary>The lists of the summary that a sentence about improvements announces, under their years where there are such.</summary>
    private static IEnumerable<Piece.Improvement> Announced(Reader reader)
    {
        foreach (var summary in reader.Of(ChapterKind.Summary))
        {
            var (isOn, rank, year) = (false, 0, default(int?));
            foreach (var section in summary.All)
            {
                if (section != summary && section.Year is { } of)
                    (year, rank) = (of, 0);
                foreach (var block in section.Blocks)
                    if (block.Kind is BlockKind.Paragraph)
                        isOn = Sentences.Of(block.Text, reader.Words).LastOrDefault().Text is { } said && reader.Words.ImprovementWords.Says(said) && (reader.Words.Proposes.Says(said) || said.EndsWith(':'));
                    else if (isOn && block.Kind is BlockKind.Item)
                        yield return Of(reader, block.Text, block.Place(section), "", Confidence.Medium, Why.Summary, block.Text) with { Rank = ++rank, Year = year };
            }
        }
    }

    private static Piece.Improvement Of(Reader reader, string title, Place place, string body, Confidence confidence, Why why, string quote)
    {
        var (name, mark, since) = reader.Marks.Of(title);
        return new Piece.Improvement(name, place, 0, mark) { Since = since, Body = body, Confidence = confidence, Why = why, Quote = Reader.Cut(quote) };
    }
}

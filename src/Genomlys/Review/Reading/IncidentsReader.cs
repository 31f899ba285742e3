namespace Genomlys.Review.Reading;

/// <summary>Incidents that are told: a heading in the chapter about deviations, with the days its text names; else one that a sentence calls by name.</summary>
internal static class IncidentsReader
{
    public static IReadOnlyList<Piece.Incident> Read(Reader reader)
    {
        var incidents = new List<Piece.Incident>();
        foreach (var chapter in reader.Of(ChapterKind.Deviations).Concat(Nested(reader)).Distinct())
        {
            var told = chapter.Children.Where(c => !reader.Words.Lessons.Any(l => c.Title.StartsWith(l, StringComparison.OrdinalIgnoreCase))).Select(c => Told(reader, c)).Where(i => i.Events.Count > 0).ToList();
            incidents.AddRange(told is [_, ..] ? told : Called(reader, chapter));
        }
        return incidents;
    }

    /// <summary>The chapter where its number puts it below another.</summary>
    private static IEnumerable<Section> Nested(Reader reader) => reader.Root.All.Where(s => s is { Kind: ChapterKind.Deviations, IsChapter: true });

    private static Piece.Incident Told(Reader reader, Section section)
    {
        var events = new List<DatedEvent>();
        var year = reader.Year;
        foreach (var block in section.Everything)
            foreach (var sentence in Sentences.Of(block.Text, reader.Words))
                foreach (var day in SwedishDates.In(sentence.Text, year).Where(d => d.IsDay && IsDay(reader, sentence.Text, d.Start)).Take(1))
                {
                    year = day.SaysYear ? day.First.Year : year;
                    events.Add(new DatedEvent(day.First, sentence.Text, block.LineAt(sentence.At).Source.Number));
                }
        return new Piece.Incident(section.Title, Reader.Whole(section), events) { Body = Reader.Body(section), Confidence = events.Count > 1 ? Confidence.High : Confidence.Medium, Why = Why.Heading, Quote = Reader.Cut(section.Title + "\n" + Reader.Body(section)) };
    }

    /// <summary>"Den 3 mars …" tells when something happened; "under perioden 1 januari …" does not.</summary>
    private static bool IsDay(Reader reader, string sentence, int at) => char.IsDigit(sentence[at]) && sentence.AsSpan(at).IndexOf('-') is 4 || (sentence[..at].TrimEnd() is var before && reader.Words.DayLead.Contains(before[(before.LastIndexOf(' ') + 1)..].ToLowerInvariant()));

    /// <summary>"incidenten hos X": the words that begin with a capital.</summary>
    private static IEnumerable<Piece.Incident> Called(Reader reader, Section chapter)
    {
        var known = new HashSet<string>();
        foreach (var section in chapter.All)
            foreach (var block in section.Blocks)
                foreach (var sentence in Sentences.Of(block.Text, reader.Words))
                {
                    var said = Sentences.Words(sentence.Text);
                    for (var n = 0; n + 2 < said.Length; n++)
                        if (reader.Words.IncidentIn.Contains(said[n].ToLowerInvariant()) && reader.Words.IncidentAt.Contains(said[n + 1]) && char.IsUpper(said[n + 2][0]) && known.Add(said[n + 2]))
                            yield return new Piece.Incident(said[n + 2], block.Place(section, sentence.At, sentence.At + sentence.Text.Length - 1), [.. SwedishDates.In(sentence.Text, reader.Year).Where(d => d.IsDay).Select(d => new DatedEvent(d.First, sentence.Text, block.LineAt(sentence.At).Source.Number))]) { Confidence = Confidence.Low, Why = Why.Sentence, Quote = sentence.Text };
                }
    }
}

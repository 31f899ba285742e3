using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Numbers with a name: shares, money and counts in sentences, cells of tables. What the summary repeats is told once, where it is explained.</summary>
internal sealed partial class FiguresReader
{
    private const int NameWords = 7, ClauseWords = 9;

    private readonly Reader reader;
    private readonly ReadingWords words;
    private readonly HashSet<string> known = [];
    private readonly Dictionary<Section, string?> days = [];
    private string asOf = "", source = "", total = "";

    private FiguresReader(Reader reader) => (this.reader, words) = (reader, reader.Words);

    public static IReadOnlyList<Piece.Figure> Read(Reader reader)
    {
        var read = new FiguresReader(reader);
        var summaries = reader.Of(ChapterKind.Summary).SelectMany(s => s.All).ToHashSet();
        var body = reader.Root.All.Where(s => !summaries.Contains(s)).SelectMany(read.Of).ToList();
        var said = body.Select(f => (f.Value, f.Unit)).ToHashSet();
        return [.. reader.Root.All.Where(summaries.Contains).SelectMany(read.Of).Where(f => !said.Contains((f.Value, f.Unit))), .. body];
    }

    private IEnumerable<Piece.Figure> Of(Section section)
    {
        (asOf, source, total) = (AsOf(section), "", "");
        TextBlock? head = null;
        foreach (var block in section.Blocks)
            if (block.Kind is BlockKind.Row)
            {
                foreach (var figure in head is null ? [] : Cells(section, head, block))
                    yield return figure;
                head ??= block;
            }
            else
            {
                head = null;
                var population = "";
                foreach (var sentence in Sentences.Of(block.Text, words))
                    foreach (var figure in In(section, block, sentence, population).ToList())
                    {
                        population = figure.Population is "" ? population : figure.Population;
                        if (known.Add($"{section.Number}|{section.Title}|{figure.Said}|{figure.Unit}|{figure.Population}|{(figure.IsShare ? "" : figure.Name)}"))
                            yield return figure;
                    }
            }
    }

    private IEnumerable<Piece.Figure> In(Section section, TextBlock block, Sentence sentence, string population)
    {
        var tokens = Tokens.Of(sentence.Text, words);
        source = words.Sources.Select(s => sentence.Text.IndexOf(s, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? Clause(sentence.Text[(at + s.Length)..]) : "").FirstOrDefault(s => s is not "") ?? source;
        for (var n = 0; n < tokens.Count; n++)
            if (Steps(tokens, n) is { } steps)
                yield return New(section, block, sentence, tokens[n], $"{tokens[n].Bare} {steps}", null, steps, tokens[n].Bare, Confidence.Low, Why.Range);
            else if (tokens[n].Number is { } value && !IsNoFigure(tokens, n) && Figure(section, block, sentence, tokens, n, value, population) is { } figure)
            {
                yield return figure;
                if (IsOutOf(tokens, n))
                    n += 2;
            }
            else if (words.OneWords.Contains(tokens[n].Bare) && n + 1 < tokens.Count && words.CountedOnes.Any(c => tokens[n + 1].Bare.EndsWith(c, StringComparison.Ordinal)) && tokens.Exists(t => words.Reported.Contains(t.Bare)) && !tokens.Exists(t => t.Number is not null && t.At < tokens[n].At && !t.IsWord && t.Number < 1900))
                yield return New(section, block, sentence, tokens[n], Noun(tokens, n + 1), 1, tokens[n].Bare, words.PieceUnit, Confidence.Medium, Why.Word);
    }

    private Piece.Figure? Figure(Section section, TextBlock block, Sentence sentence, List<Token> tokens, int n, decimal value, string population)
    {
        var (token, next) = (tokens[n], n + 1 < tokens.Count && !(tokens[n].Raw is [.., ',' or '.' or ';' or ')'] && !tokens[n].IsWord) ? tokens[n + 1] : null);
        if (token.Bare is [.., '%'] || (next is not null && words.Percent.Contains(next.Bare)))
            return New(section, block, sentence, token, ShareName(section, tokens, n), value, token.Bare.TrimEnd('%'), "%", token.IsWord ? Confidence.Medium : Confidence.High, Why.Sentence) with { IsShare = true, Population = Population(tokens, n) is { Length: > 0 } own ? own : population };
        if (next is not null && Money(tokens, n) is { } money)
            return New(section, block, sentence, token, Clause(sentence.Text), value, token.Bare, money, Confidence.High, Why.Sentence) with { AsOf = YearAfter(tokens, n) ?? asOf };
        if (!token.IsWord && token.Raw.Length is 4 && value is > 1900 and < 2100)
            return null;
        var before = n > 0 ? tokens[n - 1] : null;
        if (before is { Raw: [.., ':'] } && !token.IsWord && (next is null || words.Pieces.Contains(next.Bare)))
            return Count(section, block, sentence, token, sentence.Text[..before.At] + before.Raw.TrimEnd(':'), value, total, Confidence.High);
        var isAtLeast = before is not null && words.AtLeast.Contains(before.Bare);
        if (before is not null && words.Whereof.Contains(before.Bare))
            return Count(section, block, sentence, token, Clause(sentence.Text[before.At..]), value, total, Confidence.High);
        if (next is not null && words.AfterNumberOf.Contains(next.Bare))
            return n + 2 < tokens.Count && (!token.IsWord || tokens[n + 2].Number is not null || words.OfThem.Contains(tokens[n + 2].Bare))
                ? Count(section, block, sentence, token, Clause(sentence.Text[token.At..]), value, tokens[n + 2].Number is null ? tokens[n + 2].Bare : Noun(tokens, n + 3), token.IsWord ? Confidence.Low : Confidence.Medium)
                : null;
        var noun = next is null ? "" : Noun(tokens, words.Pieces.Contains(next.Bare) ? n + 2 : n + 1);
        if (noun is "")
            return isAtLeast && !token.IsWord ? Count(section, block, sentence, token, Clause(sentence.Text), value, "", Confidence.Medium) with { IsAtLeast = true } : null;
        if (before is not null && words.Total.Contains(tokens[0].Bare) || sentence.Text.Contains(words.WhereofSaid, StringComparison.OrdinalIgnoreCase))
            total = noun;
        return Count(section, block, sentence, token, noun, value, "", token.IsWord ? Confidence.Low : Confidence.High) with { IsAtLeast = isAtLeast, Why = token.IsWord ? Why.Word : Why.Sentence };
    }

    private Piece.Figure Count(Section section, TextBlock block, Sentence sentence, Token token, string name, decimal value, string partOf, Confidence confidence) =>
        New(section, block, sentence, token, name, value, token.Bare, words.PieceUnit, confidence, Why.Sentence) with { PartOf = partOf };

    private Piece.Figure New(Section section, TextBlock block, Sentence sentence, Token token, string name, decimal? value, string said, string unit, Confidence confidence, Why why) =>
        new(name.Trim(' ', ',', '.', ':', ';') is { Length: > 0 } named ? named : section.Title, block.Place(section, sentence.At + token.At, sentence.At + token.At + token.Raw.Length), value, said, unit)
        {
            AsOf = asOf,
            Source = source,
            Confidence = confidence,
            Why = why,
            Quote = sentence.Text,
        };

    private IEnumerable<Piece.Figure> Cells(Section section, TextBlock head, TextBlock row)
    {
        for (var n = 1; n < row.Cells.Count; n++)
            if (Tables.IsNumber(row.Cells[n]) && Number().Match(row.Cells[n].Replace(" ", "", StringComparison.Ordinal)) is { Success: true } said
                && decimal.Parse(said.Value.Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture) is var value && !(said.Value.Length is 4 && value is > 1900 and < 2100))
            {
                var column = n < head.Cells.Count ? head.Cells[n] : "";
                var isShare = row.Cells[n].Contains('%', StringComparison.Ordinal) || column.Contains('%', StringComparison.Ordinal);
                yield return new Piece.Figure(column is "" ? row.Cells[0] : $"{row.Cells[0]}, {column}", row.Place(section), value, row.Cells[n], isShare ? "%" : words.PieceUnit)
                {
                    IsShare = isShare,
                    AsOf = asOf,
                    Source = source,
                    Confidence = Confidence.High,
                    Why = Why.Row,
                    Quote = string.Join(" | ", row.Cells),
                };
            }
    }

    /// <summary>A number that numbers, dates or refers; a number word that points back ("de två utbildningarna").</summary>
    private bool IsNoFigure(List<Token> tokens, int n)
    {
        if (n is 0)
            return false;
        var before = tokens[n - 1];
        return words.BeforeNoFigure.Contains(before.Bare) || before.Raw is [.., '§'] || (tokens[n].IsWord && words.Definite.Contains(before.Bare)) || (tokens[n].IsWord && n > 1 && words.Definite.Contains(tokens[n - 2].Bare) && !before.EndsClause && before.Bare.EndsWith("nde", StringComparison.Ordinal));
    }

    /// <summary>"2 av 54 system": the second number is the population of the first.</summary>
    private bool IsOutOf(List<Token> tokens, int n) => n + 2 < tokens.Count && words.AfterNumberOf.Contains(tokens[n + 1].Bare) && tokens[n + 2].Number is not null;

    /// <summary>What is counted: the words up to a verb, a small word or the end of the clause; nothing when it is time, or no noun.</summary>
    private string Noun(List<Token> tokens, int from)
    {
        var noun = new List<string>();
        for (var n = from; n < tokens.Count && noun.Count < NameWords; n++)
        {
            if (tokens[n].Number is not null || tokens[n].Bare is "" || !char.IsLetter(tokens[n].Bare[0]) || tokens[n].Bare.Contains("://", StringComparison.Ordinal) || (words.NoNoun.Contains(tokens[n].Bare) && !(noun is [.., [.., '-']] && words.HyphenJoins.Contains(tokens[n].Bare))) || words.Verbs.Contains(tokens[n].Bare))
                break;
            if (noun is [] && (words.NoCount.Contains(tokens[n].Bare) || (char.IsUpper(tokens[n].Raw.TrimStart('(', '”')[0]) && !tokens[n].Raw.Contains('-', StringComparison.Ordinal))))
                return "";
            noun.Add(tokens[n].Raw.Trim(',', '.', ';', ':', '(', ')', '”', '"', '!', '?'));
            if (tokens[n].EndsClause)
                break;
        }
        return noun.Skip(1).Take(1).Any(w => words.NoCount.Contains(w.ToLowerInvariant())) ? "" : string.Join(' ', noun);
    }

    private string? Money(List<Token> tokens, int n)
    {
        var next = tokens[n + 1].Bare;
        if (words.MoneyScale.TryGetValue(next, out var scale))
            return n + 2 < tokens.Count && words.Money.ContainsKey(tokens[n + 2].Bare) ? scale : null;
        return words.Money.GetValueOrDefault(next);
    }

    /// <summary>steg 1-4, steg 5 och 6.</summary>
    private string? Steps(List<Token> tokens, int n) =>
        !words.Steps.Contains(tokens[n].Bare) || n + 1 >= tokens.Count ? null
        : Range().IsMatch(tokens[n + 1].Bare) ? tokens[n + 1].Bare
        : n + 3 < tokens.Count && tokens[n + 1].Number is not null && tokens[n + 2].Bare == words.And && tokens[n + 3].Number is not null ? $"{tokens[n + 1].Bare} {tokens[n + 2].Bare} {tokens[n + 3].Bare}" : null;

    private string ShareName(Section section, List<Token> tokens, int n)
    {
        var from = n + 1 < tokens.Count && words.Percent.Contains(tokens[n + 1].Bare) ? n + 2 : n + 1;
        var clause = new List<string>();
        for (var m = from; m < tokens.Count && clause.Count < ClauseWords; m++)
        {
            if (tokens[m].Number is not null && !tokens[m].IsWord)
                break;
            clause.Add(tokens[m].Raw);
            if (tokens[m].EndsClause || (m + 1 < tokens.Count && tokens[m + 1].Bare == words.And && m + 2 < tokens.Count && tokens[m + 2].Number is not null))
                break;
        }
        return $"{section.Title}: {string.Join(' ', clause)}";
    }

    private string Population(List<Token> tokens, int n)
    {
        for (var m = n - 1; m >= 0; m--)
            if (words.Populations.Contains(tokens[m].Bare))
                return tokens[m].Bare;
        for (var m = n + 1; m < tokens.Count && (tokens[m].Number is null || tokens[m].IsWord); m++)
            if (words.Populations.Contains(tokens[m].Bare))
                return tokens[m].Bare;
        return "";
    }

    private static string? YearAfter(List<Token> tokens, int n)
    {
        for (var m = n + 1; m < Math.Min(tokens.Count, n + 6); m++)
            if (tokens[m].Bare is { Length: 4 } year && tokens[m].Number is > 1900 and < 2100)
                return year;
        return null;
    }

    /// <summary>The day that the section, or one above it, says its numbers are from; else the year of the report.</summary>
    private string AsOf(Section section)
    {
        for (var at = section; at is not null; at = at.Parent)
            if (DayOf(at) is { } day)
                return day;
        return section.Year is { } year ? $"{year}" : reader.Year is { } of ? $"{of}" : "";
    }

    private string? DayOf(Section section)
    {
        if (!days.TryGetValue(section, out var found))
            days[section] = found = Said();
        return found;

        string? Said()
        {
            foreach (var block in section.Blocks.Where(b => b.Kind is BlockKind.Paragraph))
                foreach (var sentence in Sentences.Of(block.Text, words))
                    if (words.AsOf.Says(sentence.Text) && SwedishDates.In(sentence.Text, reader.Year).FirstOrDefault(d => d.IsDay) is { } day)
                        return day.First.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            return null;
        }
    }

    private static string Clause(string text)
    {
        var end = text.AsSpan().IndexOfAny(",;.(");
        var clause = (end > 12 ? text[..end] : text).Trim();
        return clause.Length > 160 ? clause[..160] : clause;
    }

    [GeneratedRegex(@"^\d{1,2}[-–]\d{1,2}$", RegexOptions.None, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\d+(?:,\d+)?", RegexOptions.None, 1000)]
    private static partial Regex Number();
}

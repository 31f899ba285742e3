using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>A heading of the report with the number it prints and the line it stands on.</summary>
public sealed record ReadHeading(string Number, string Title, int Line, int Level);

/// <summary>
/// What a report of an earlier year says, as proposals in the order of the text. A text that is no management review has no pieces and says why (a text key of <c>Reading.texts</c>).
/// It never throws, and the time it takes grows with the length of the text.
/// </summary>
public sealed record ReportReading(string? Refused, int? Year, string Organisation, DateOnly? DecidedOn, DateOnly? AsOf, IReadOnlyList<ReadHeading> Headings, IReadOnlyList<Piece> Pieces)
{
    private const int MostLines = 40_000;

    public bool IsReport => Refused is null;

    public static ReportReading Of(SourceText source) => Of(source, ReadingWords.Swedish);

    internal static ReportReading Of(SourceText source, ReadingWords words)
    {
        if (source.Lines.Count > MostLines)
            return new ReportReading("Refused.Large", null, "", null, null, [], []);
        var clean = Cleaning.Of(source, words);
        var root = Chapters.Of(Blocks.Of(clean, words), words);
        if (ReportGate.Refuse(clean, root, words) is { } refused)
            return new ReportReading(refused, null, "", null, null, [], []);
        var facts = new ReportFacts(source, clean, root, words);
        var reader = new Reader(root, words, facts.Year);
        return new ReportReading(null, facts.Year, facts.Organisation, facts.DecidedOn, facts.AsOf, [.. root.All.Where(s => s.Heading is not null).Select(s => new ReadHeading(s.Heading!.Mark, s.Title, s.Heading.First.Source.Number, s.Heading.Level))],
        [
            .. ImprovementsReader.Read(reader),
            .. RisksReader.Read(reader),
            .. RecommendationsReader.Read(reader),
            .. PlanReader.Read(reader),
            .. FiguresReader.Read(reader),
            .. IncidentsReader.Read(reader),
            .. LawsReader.Read(reader),
        ]);
    }
}

/// <summary>What a report says of itself: its year, whose it is, when it was decided and from when its data are.</summary>
internal sealed partial class ReportFacts
{
    private readonly ReadingWords words;

    public ReportFacts(SourceText source, CleanText clean, Section root, ReadingWords words)
    {
        this.words = words;
        Organisation = Whose(source);
        Year = Titled(clean) ?? BeforePlan(root) ?? Commonest(clean);
        DecidedOn = Dated([.. clean.Lines.Take(words.TitleLines), .. clean.Lines.TakeLast(words.TitleLines)], words.Decided, Year).LastOrDefault();
        AsOf = Dated(clean.Lines, words.AsOf, Year).Max();
    }

    public int? Year { get; }
    public string Organisation { get; }
    public DateOnly? DecidedOn { get; }
    public DateOnly? AsOf { get; }

    /// <summary>The year beside the report's name, early in the text.</summary>
    private int? Titled(CleanText clean) =>
        clean.Lines.Take(words.TitleLines).Where(l => words.ReportNames.Says(l.Text) && l.Text.Length < 120).Select(l => YearPattern().Matches(l.Text) is [var only] ? int.Parse(only.Value) : (int?)null).FirstOrDefault(y => y is not null);

    /// <summary>A plan begins the year after.</summary>
    private static int? BeforePlan(Section root) =>
        root.All.Where(s => s.Kind is ChapterKind.Plan or ChapterKind.Improvements && s.Heading is not null).SelectMany(s => YearPattern().Matches(s.Title).Select(m => int.Parse(m.Value))).DefaultIfEmpty().Min() is > 0 and var first ? first - 1 : null;

    private static int? Commonest(CleanText clean) =>
        clean.Lines.SelectMany(l => YearPattern().Matches(l.Text)).CountBy(m => m.Value).OrderByDescending(y => y.Value).ThenByDescending(y => y.Key).Select(y => (int?)int.Parse(y.Key)).FirstOrDefault();

    /// <summary>The days of the report's year, or the next, on lines that say such a word: first or last in the text for a decision, the latest for data.</summary>
    private static List<DateOnly?> Dated(IEnumerable<CleanLine> lines, IReadOnlyList<string> said, int? year) =>
        [.. lines.Where(l => l.Text.Length < 400 && said.Any(s => $" {l.Text} ".Contains($" {s} ", StringComparison.OrdinalIgnoreCase))).SelectMany(l => SwedishDates.In(l.Text, year).Where(d => d.IsDay).Take(1)).Select(d => (DateOnly?)d.First).Where(d => year is null || d?.Year == year || d?.Year == year + 1)];

    /// <summary>The name that ends as an authority's does and is said most.</summary>
    private string Whose(SourceText source)
    {
        var endings = string.Join('|', words.OrganisationEndings.Select(Regex.Escape));
        var name = new Regex($@"(?:\p{{Lu}}[\p{{L}}-]+(?: (?:och|\p{{Lu}}?[\p{{L}}]+-) | )){{1,4}}(?:{endings})\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        var found = source.Lines.Where(l => l.Text.Length < 400).SelectMany(l => name.Matches(l.Text)).Select(m => m.Value.Trim()).CountBy(n => n)
            .OrderBy(n => Rank(n.Key)).ThenByDescending(n => n.Value).Select(n => n.Key).FirstOrDefault();
        return found ?? source.Lines.Select(l => l.Text.Trim()).FirstOrDefault(l => l.Length is > 3 and < 80 && words.OrganisationEndings.Any(e => l.EndsWith(" " + e, StringComparison.OrdinalIgnoreCase))) ?? "";
    }

    private int Rank(string name) => words.OrganisationEndings.Index().First(e => name.EndsWith(e.Item, StringComparison.Ordinal)).Index;

    [GeneratedRegex(@"(?<!\d)20\d\d(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex YearPattern();
}

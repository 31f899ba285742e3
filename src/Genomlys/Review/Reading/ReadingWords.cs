using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Review.Reading;

/// <summary>What a chapter of a review is about, whatever its number.</summary>
public enum ChapterKind { Other, Summary, Earlier, World, Preparedness, InternalControl, FollowUp, Audits, OfficersRisks, Risks, Deviations, Improvements, Plan, Decision }

/// <summary>The words that reports are written with, as data: headings, marks, verbs, abbreviations. Nothing of it stands in code.</summary>
internal sealed record ReadingWords
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static readonly ReadingWords Swedish = Load();

    public required IReadOnlyList<string> ReportNames { get; init; }
    public required IReadOnlyList<OtherKind> OtherKinds { get; init; }
    public required int TitleLines { get; init; }
    public required IReadOnlyList<ChapterWords> Chapters { get; init; }
    public required IReadOnlyList<string> KnownHeadings { get; init; }
    public required IReadOnlyList<string> Contents { get; init; }
    public required IReadOnlyList<string> PageWords { get; init; }
    public required IReadOnlyList<string> PageOf { get; init; }
    public required IReadOnlyList<string> CarriedOver { get; init; }
    public required IReadOnlyList<string> IsNew { get; init; }
    public required IReadOnlyList<string> Since { get; init; }
    public required IReadOnlyList<string> RiskLabels { get; init; }
    public required IReadOnlyList<string> ActionLabels { get; init; }
    public required IReadOnlyList<string> ResultLabels { get; init; }
    public required IReadOnlyList<string> OtherLabels { get; init; }
    public required IReadOnlyList<string> Lessons { get; init; }
    public required HashSet<string> RiskWords { get; init; }
    public required HashSet<string> ProcessWords { get; init; }
    public required HashSet<string> Identified { get; init; }
    public required HashSet<string> Recommends { get; init; }
    public required HashSet<string> Requires { get; init; }
    public required HashSet<string> Shortcomings { get; init; }
    public required IReadOnlyList<string> Remains { get; init; }
    public required HashSet<string> ImprovementWords { get; init; }
    public required HashSet<string> Proposes { get; init; }
    public required HashSet<string> Announces { get; init; }
    public required HashSet<string> EarlierProposal { get; init; }
    public required IReadOnlyList<string> PlanVerbs { get; init; }
    public required HashSet<string> TableActivity { get; init; }
    public required HashSet<string> TableYear { get; init; }
    public required HashSet<string> TableRisk { get; init; }
    public required HashSet<string> TableMark { get; init; }
    public required HashSet<string> TableRecommendation { get; init; }
    public required HashSet<string> TableAction { get; init; }
    public required HashSet<string> AtLeast { get; init; }
    public required Dictionary<string, int> NumberWords { get; init; }
    public required HashSet<string> OneWords { get; init; }
    public required HashSet<string> Reported { get; init; }
    public required IReadOnlyList<string> CountedOnes { get; init; }
    public required HashSet<string> Percent { get; init; }
    public required Dictionary<string, string> Money { get; init; }
    public required Dictionary<string, string> MoneyScale { get; init; }
    public required string PieceUnit { get; init; }
    public required string WhereofSaid { get; init; }
    public required HashSet<string> Pieces { get; init; }
    public required HashSet<string> Steps { get; init; }
    public required HashSet<string> Whereof { get; init; }
    public required HashSet<string> Total { get; init; }
    public required HashSet<string> Definite { get; init; }
    public required HashSet<string> BeforeNoFigure { get; init; }
    public required HashSet<string> NoNoun { get; init; }
    public required HashSet<string> NoCount { get; init; }
    public required HashSet<string> AfterNumberOf { get; init; }
    public required HashSet<string> OfThem { get; init; }
    public required HashSet<string> Populations { get; init; }
    public required HashSet<string> Verbs { get; init; }
    public required IReadOnlyList<string> Sources { get; init; }
    public required IReadOnlyList<string> AsOf { get; init; }
    public required IReadOnlyList<string> ChartWords { get; init; }
    public required HashSet<string> DayLead { get; init; }
    public required HashSet<string> IncidentIn { get; init; }
    public required HashSet<string> IncidentAt { get; init; }
    public required IReadOnlyList<string> LawEndings { get; init; }
    public required IReadOnlyList<string> LawNames { get; init; }
    public required HashSet<string> NotLaws { get; init; }
    public required IReadOnlyList<string> InForce { get; init; }
    public required IReadOnlyList<string> Decided { get; init; }
    public required HashSet<string> Diary { get; init; }
    public required IReadOnlyList<string> OrganisationEndings { get; init; }
    public required HashSet<string> Abbreviations { get; init; }
    public required HashSet<string> KeepHyphen { get; init; }
    public required HashSet<string> HyphenJoins { get; init; }
    public required string And { get; init; }
    public required string As { get; init; }
    public required string That { get; init; }
    public required IReadOnlyList<string> About { get; init; }
    public required HashSet<string> OpenEndings { get; init; }

    /// <summary>The kind a heading names, with the words that said so; null when it names none.</summary>
    public (ChapterKind Kind, string Phrase)? KindOf(string heading)
    {
        var folded = heading.ToLowerInvariant();
        (ChapterKind, string)? best = null;
        foreach (var chapter in Chapters)
            foreach (var phrase in chapter.Starts)
                if (folded.StartsWith(phrase, StringComparison.Ordinal) && phrase.Length > (best?.Item2.Length ?? 0))
                    best = (chapter.Kind, phrase);
        return best;
    }

    private static ReadingWords Load()
    {
        using var file = typeof(ReadingWords).Assembly.GetManifestResourceStream($"{typeof(ReadingWords).Namespace}.reading.json")!;
        return JsonSerializer.Deserialize<ReadingWords>(file, Form)!;
    }
}

internal sealed record OtherKind(string Refusal, IReadOnlyList<string> Titles);

internal sealed record ChapterWords(ChapterKind Kind, IReadOnlyList<string> Starts);

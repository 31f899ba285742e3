using System.Globalization;
using System.Text.Json;
using Genomlys.Review.Reading;

namespace Genomlys.Tests.Review.Reading;

/// <summary>
/// A reading held against the facts of its report, one to one. Something is found when the name is alike (0.8 or more) or the words that the facts quote stand in what was read,
/// and value, year, rank and printed mark are equal. What was proposed and is no fact is wrong.
/// </summary>
public static class ReadingMeasure
{
    public static readonly PieceKind[] Kinds = [PieceKind.Improvement, PieceKind.Risk, PieceKind.Recommendation, PieceKind.PlanItem, PieceKind.Figure];

    public static Score Of(ReportReading reading, JsonElement facts)
    {
        var (missed, wrong, kinds) = (new List<string>(), new List<string>(), new Dictionary<PieceKind, Count>());
        foreach (var kind in Kinds)
        {
            var wanted = Facts(facts, kind).ToList();
            var left = reading.Pieces.Where(p => p.Of == kind).ToList();
            var proposed = left.Count;
            foreach (var fact in wanted)
                if (left.Find(p => Equals(p, fact) && IsAlike(p, fact)) is { } found)
                    left.Remove(found);
                else
                    missed.Add($"{kind}: {fact.Title} {fact.Value} {fact.Year}#{fact.Rank} ”{fact.Quote}”");
            wrong.AddRange(left.Select(p => $"{kind} {p.Place.FirstLine}: {p.Name} {(p as Piece.Figure)?.Said}"));
            kinds[kind] = new Count(proposed - left.Count, wanted.Count, left.Count, proposed);
        }
        return new Score(kinds, missed, wrong);
    }

    private static bool IsAlike(Piece piece, Fact fact) =>
        (fact.Title is not "" && piece is not Piece.Figure && LetterPairs.Alike(piece.Name, fact.Title) >= LetterPairs.Same) || (fact.Quote is not "" && Tight(piece.Name + piece.Quote).Contains(Tight(WithoutNote(fact.Quote)), StringComparison.Ordinal));

    private static bool Equals(Piece piece, Fact fact) => piece switch
    {
        Piece.Improvement p => p.Rank == fact.Rank && p.Year == fact.Year && (p.Mark is Printed.CarriedOver) == fact.IsCarriedOver,
        Piece.Risk p => (p.Mark is Printed.CarriedOver) == fact.IsCarriedOver && (p.Mark is Printed.New) == fact.IsNew,
        Piece.PlanItem p => p.Year == fact.Year && p.Rank == fact.Rank,
        Piece.Figure p => p.Value is { } value ? fact.Value == value.ToString(CultureInfo.InvariantCulture) : p.Said == fact.Value,
        _ => fact.Number is "" || ((Piece.Recommendation)piece).Number == fact.Number,
    };

    private static IEnumerable<Fact> Facts(JsonElement facts, PieceKind kind) => kind switch
    {
        PieceKind.Improvement when Each(facts, "improvements").Any() => Each(facts, "improvements").Select(f => Of(f, "title") with { Rank = Whole(f, "order") }),
        PieceKind.Improvement => Each(facts, "improvements_in_summary").SelectMany(year => Each(year, "items").Select(f => Of(f, "text") with { Year = Whole(year, "year"), Rank = Whole(f, "order") })),
        PieceKind.Risk => Each(facts, "risks").Select(f => Of(f, "title")),
        PieceKind.Recommendation => Each(facts, "recommendations").Select(f => Of(f, f.TryGetProperty("text", out _) ? "text" : "subject") with { Number = Text(f, "number") }),
        PieceKind.PlanItem => Each(facts, "plan").SelectMany(year => Each(year, "items").Select(f => Of(f, "text") with { Year = Whole(year, "year"), Rank = Whole(f, "order") })),
        _ => Each(facts, "figures").Select(f => Of(f, "name")),
    };

    private static Fact Of(JsonElement fact, string title)
    {
        var status = (Text(fact, "status_printed") is { Length: > 0 } printed ? printed : Text(fact, "status")).ToUpperInvariant();
        return new Fact(Text(fact, title), Text(fact, "quote"), Text(fact, "value"), status.StartsWith("KVARST", StringComparison.Ordinal), status.StartsWith("NY", StringComparison.Ordinal));
    }

    private static IEnumerable<JsonElement> Each(JsonElement of, string name) => of.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : [];
    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var said) && said.ValueKind is JsonValueKind.String or JsonValueKind.Number ? said.ToString() : "";
    private static int Whole(JsonElement of, string name) => of.TryGetProperty(name, out var said) && said.ValueKind is JsonValueKind.Number ? said.GetInt32() : 0;
    /// <summary>Facts quote a footnote's digit as it stands, glued to the last word.</summary>
    private static string WithoutNote(string quote) => quote.Length > 2 && char.IsAsciiDigit(quote[^1]) && quote[^2] is '.' ? quote[..^1] : quote;

    private static string Tight(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private sealed record Fact(string Title, string Quote, string Value, bool IsCarriedOver, bool IsNew)
    {
        public int? Year { get; init; }
        public int Rank { get; init; }
        public string Number { get; init; } = "";
    }
}

public readonly record struct Count(int Found, int Total, int Wrong, int Proposed);

public sealed record Score(IReadOnlyDictionary<PieceKind, Count> Kinds, IReadOnlyList<string> Missed, IReadOnlyList<string> Wrong)
{
    public Count All => new(Kinds.Values.Sum(k => k.Found), Kinds.Values.Sum(k => k.Total), Kinds.Values.Sum(k => k.Wrong), Kinds.Values.Sum(k => k.Proposed));
    public double FoundShare => All.Total is 0 ? 1 : (double)All.Found / All.Total;
    public double WrongShare => All.Proposed is 0 ? 0 : (double)All.Wrong / All.Proposed;
}

using System.Globalization;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Reading;

/// <summary>A piece of a report as the values a person looks through, in the order he reads them.</summary>
internal static class PieceFields
{
    /// <summary>Values that are longer than a line.</summary>
    public static readonly IReadOnlySet<string> Long = new HashSet<string> { ReadSays.Body, ReadSays.Action, ReadSays.Result };

    public static ReadKind KindOf(Piece piece) => piece switch
    {
        Piece.Risk { Source: RiskSource.InternalControl } => ReadKind.ControlRisk,
        Piece.Risk { Source: RiskSource.OfficersReport } => ReadKind.OfficersRisk,
        Piece.Risk => ReadKind.OtherRisk,
        { Of: PieceKind.Improvement } => ReadKind.Improvement,
        Piece.Recommendation { IsOfficers: true } => ReadKind.OfficersRecommendation,
        { Of: PieceKind.Recommendation } => ReadKind.Recommendation,
        { Of: PieceKind.PlanItem } => ReadKind.PlanItem,
        { Of: PieceKind.Figure } => ReadKind.Figure,
        { Of: PieceKind.Incident } => ReadKind.Incident,
        _ => ReadKind.Law,
    };

    public static Printed MarkOf(Piece piece) => piece switch { Piece.Improvement i => i.Mark, Piece.Risk r => r.Mark, _ => Printed.Nothing };

    /// <summary>The year that the report is about holds where the piece says none. The officer's report that a review speaks of is about the year before, and a plan begins the year after. What an audit asks for without a number is known by its order.</summary>
    public static Dictionary<string, string> Of(Piece piece, int? year, int rank, string figure = "")
    {
        Dictionary<string, string> says = new() { [ReadSays.Name] = piece.Name };
        switch (piece)
        {
            case Piece.Improvement i:
                Say(ReadSays.Rank, i.Rank);
                Say(ReadSays.Year, year);
                says[ReadSays.Body] = i.Body;
                break;
            case Piece.Risk { Source: RiskSource.OfficersReport } r:
                Say(ReadSays.Rank, r.Rank);
                Say(ReadSays.Year, year - 1);
                says[ReadSays.Mark] = r.Mark is Printed.Nothing ? "" : $"{r.Mark}";
                says[ReadSays.Body] = r.Body;
                break;
            case Piece.Risk r:
                says[ReadSays.Process] = r.Process is "" ? r.Name : r.Process;
                Say(ReadSays.Year, year);
                says[ReadSays.Action] = r.Action;
                says[ReadSays.Result] = r.Result is "" ? r.Body : r.Result;
                break;
            case Piece.Recommendation r:
                says[ReadSays.Number] = r.Number is "" && !r.IsOfficers ? Number(rank) : r.Number;
                if (!r.IsOfficers)
                    Say(ReadSays.Year, year);
                says[ReadSays.Source] = r.Source;
                says[ReadSays.Diary] = r.Diary;
                says[ReadSays.Status] = r.Status;
                break;
            case Piece.PlanItem p:
                Say(ReadSays.Year, p.Year ?? year + 1);
                Say(ReadSays.FirstYear, year + 1);
                Say(ReadSays.Rank, p.Rank > 0 ? p.Rank : rank);
                says[ReadSays.Owner] = p.Owner;
                Say(ReadSays.Target, p.Target);
                break;
            case Piece.Figure f:
                says[ReadSays.Value] = f.Value is { } value ? Number(value) : f.Said;
                says[ReadSays.Unit] = f.Unit;
                says[ReadSays.Population] = f.Population;
                says[ReadSays.AsOf] = f.AsOf;
                Say(ReadSays.Year, year);
                says[ReadSays.Figure] = figure;
                break;
            case Piece.Incident i:
                says[ReadSays.Body] = i.Events is [] ? i.Body : string.Join('\n', i.Events.Select(e => $"{e.On:yyyy-MM-dd} {e.What}"));
                break;
            case Piece.Law l:
                says[ReadSays.Number] = l.Number;
                says[ReadSays.AsOf] = l.InForce?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
                break;
        }
        return says;

        void Say(string key, decimal? value) => says[key] = value is { } number ? Number(number) : "";
    }

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

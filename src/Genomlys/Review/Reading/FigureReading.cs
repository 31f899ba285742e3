using System.Globalization;
using Genomlys.Shared;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Reading;

/// <summary>What an earlier report says of a figure that is counted today: a person has said which one and of what year. It leads back to its line, and is taken away when the piece is a proposal again.</summary>
[NotAudited("follows from what is told")]
public sealed class FigureReading
{
    private const int FirstYear = 1990, LastYear = 2100;
    private const decimal Most = 1_000_000_000_000;

    public required Id<FigureReading> Id { get; init; }
    public required Id<ReadReport> ReportId { get; init; }
    public required Id<ReadPiece> PieceId { get; init; }

    /// <summary>The key of the figure.</summary>
    public required string Figure { get; init; }
    public required int Year { get; init; }

    /// <summary>The number; nothing where the report only tells the share.</summary>
    public decimal? Value { get; init; }
    public decimal? Population { get; init; }

    /// <summary>In percent of the population, where the report tells it so.</summary>
    public decimal? Share { get; init; }

    /// <summary>The line of the report.</summary>
    public required int Line { get; init; }

    /// <summary>As a person has said it of the piece; nothing, and no refusal, where no figure is said.</summary>
    public static (FigureReading? Reading, Outcome Outcome) Of(ReadPiece piece)
    {
        var says = piece.Says;
        if (says.GetValueOrDefault(ReadSays.Figure, "") is not { Length: > 0 } figure)
            return (null, Outcome.Done);
        if (!int.TryParse(says.GetValueOrDefault(ReadSays.Year, ""), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear or > LastYear)
            return (null, Outcome.Refused("Figure.Year"));
        var isShare = says.GetValueOrDefault(ReadSays.Unit, "").Trim() is "%";
        if (Number(says.GetValueOrDefault(ReadSays.Value, "")) is not { } value || (isShare && value > 100))
            return (null, Outcome.Refused("Figure.Value"));
        return (new FigureReading
        {
            Id = Id<FigureReading>.New(), ReportId = piece.ReportId, PieceId = piece.Id, Figure = figure, Year = year, Line = piece.FirstLine,
            Value = isShare ? null : value, Share = isShare ? value : null, Population = Number(says.GetValueOrDefault(ReadSays.Population, "")),
        }, Outcome.Done);
    }

    /// <summary>Whether both tell the same thing of the same year, however much.</summary>
    public bool IsOf(FigureReading other) => Figure == other.Figure && Year == other.Year && Share is null == other.Share is null;

    /// <summary>A number that people have written, with comma or point and spaces.</summary>
    private static decimal? Number(string said) =>
        decimal.TryParse(string.Concat(said.Where(c => !char.IsWhiteSpace(c))).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;
}

using Genomlys.Documents;
using Genomlys.Review.Freezing;
using Genomlys.Review.Templates;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Reports;

namespace Genomlys.Review;

/// <summary>A review as it stands now: every place with its text and what the registers say, and the figures that were printed.</summary>
public sealed record Draft(ManagementReview Review, Template Template, Document Document, IReadOnlyList<DraftPlace> Places, IReadOnlyList<FigureResult> Figures)
{
    /// <summary>What its figures are from, when they stand still.</summary>
    public Freeze? Freeze { get; init; }
}

/// <summary>A place as it stands: the author's text or the template's, and the blocks of its sections.</summary>
public sealed record DraftPlace(Place Place, string Markdown, bool IsStanding, int Version, PlaceState State, IReadOnlyList<Block> Blocks)
{
    public string Href(ReviewAddress review) => $"{review.Href}/{Place.Key}";
}

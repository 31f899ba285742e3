using Genomlys.Shared;
using Genomlys.Shared.Access;

namespace Genomlys.Review;

/// <summary>The yearly review that the head of the administration decides on (ISO/IEC 27001 9.3). Until it is decided it is a draft.</summary>
public sealed class ManagementReview : IRecord<ManagementReview>
{
    public required Id<ManagementReview> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }
    public required int Year { get; init; }

    /// <summary>The key of the template it follows.</summary>
    public required string Template { get; set; }

    /// <summary>The last day its figures speak of.</summary>
    public required DateOnly AsOf { get; set; }

    /// <summary>The number in the authority's diary.</summary>
    public string? Reference { get; set; }

    public Period Period => Period.Days(new DateOnly(Year, 1, 1), AsOf);
}

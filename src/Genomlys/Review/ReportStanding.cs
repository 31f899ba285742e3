using System.Linq.Expressions;

namespace Genomlys.Review;

/// <summary>How far a review has come, as it is said of it: what the management decides is decided, what the data protection officer writes is handed in.</summary>
public enum ReportStanding { Draft, Frozen, Decided, HandedIn }

internal static class ReportStandings
{
    /// <summary>Where a review stands, as the database is asked it.</summary>
    public static readonly Expression<Func<ManagementReview, ReportStanding>> Of = r =>
        r.State == ReviewState.Draft ? ReportStanding.Draft : r.State == ReviewState.Frozen ? ReportStanding.Frozen : r.Kind == ReviewKind.DpoAnnualReport ? ReportStanding.HandedIn : ReportStanding.Decided;

    private static readonly Func<ManagementReview, ReportStanding> Read = Of.Compile();

    extension(ManagementReview review)
    {
        public ReportStanding Standing => Read(review);
    }
}

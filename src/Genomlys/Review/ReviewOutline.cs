using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>The newest review, as the navigation, the start page and the command line see it.</summary>
public sealed class ReviewOutline(GenomlysDb db, DraftComposer composer) : IReportOutline
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public async Task<ReportOutline?> CurrentAsync(bool withStates, CancellationToken stop)
    {
        if (await db.Reviews.AsNoTracking().OrderByDescending(r => r.Year).FirstOrDefaultAsync(stop) is not { } review)
            return null;
        IReadOnlyList<OutlinePlace> places = withStates
            ? [.. (await composer.ComposeAsync(review, stop)).Places.Select(p => new OutlinePlace(p.Place.Number, p.Place.Heading, p.Href(review.Year), p.State))]
            : [.. Template.Of(review.Template).Places.Select(p => new OutlinePlace(p.Number, p.Heading, $"/review/{review.Year}#{p.Key}", null))];
        return new ReportOutline(review.Year, review.AsOf, Texts.Format("DraftOf", review.Year), $"/review/{review.Year}", places);
    }

    public async Task<Period> PeriodAsync(int year, CancellationToken stop)
    {
        if (await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.Year == year, stop) is { } review)
            return review.Period;
        var (last, today) = (new DateOnly(year, 12, 31), db.Today);
        return Period.Days(new DateOnly(year, 1, 1), today < last && today.Year == year ? today : last);
    }
}

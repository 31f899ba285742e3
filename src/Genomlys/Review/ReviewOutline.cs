using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>The newest review that the viewer may read, the management's before the officer's, as the navigation, the start page and the command line see it.</summary>
public sealed class ReviewOutline(GenomlysDb db, DraftComposer composer) : IReportOutline
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public async Task<ReportOutline?> CurrentAsync(CancellationToken stop)
    {
        if (await db.Reviews.AsNoTracking().OrderBy(r => r.Kind == ReviewKind.DpoAnnualReport).ThenByDescending(r => r.Year).FirstOrDefaultAsync(stop) is not { } review)
            return null;
        var texts = await db.AuthorTexts.Where(t => t.ReviewId == review.Id).Select(t => new { t.Place, IsWritten = t.Markdown != "", t.IsReady }).ToDictionaryAsync(t => t.Place, stop);
        var template = await db.TemplateOfAsync(review, stop);
        return new ReportOutline(review.Year, review.AsOf, Texts.Of(review.Kind, "DraftOf", review.Year), review.Address.Href, [.. template.Places.Select(Standing)]);

        OutlinePlace Standing(Place place)
        {
            var text = texts.GetValueOrDefault(place.Key);
            return new(place.Key, place.Number, place.Heading, $"{review.Address.Href}/{place.Key}", composer.StateOf(place, text?.IsWritten is true, text?.IsReady is true));
        }
    }

    public async Task<Period> PeriodAsync(int year, CancellationToken stop)
    {
        if (await db.ReviewAt(new(year, ReviewKind.ManagementReview)).AsNoTracking().FirstOrDefaultAsync(stop) is { } review)
            return review.Period;
        var (last, today) = (new DateOnly(year, 12, 31), db.Today);
        return Period.Days(new DateOnly(year, 1, 1), today < last && today.Year == year ? today : last);
    }
}

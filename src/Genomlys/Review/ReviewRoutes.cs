using Genomlys.Documents.Typst;
using Genomlys.Documents.Web;
using Genomlys.Review.Decision;
using Genomlys.Review.Templates;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>What is done to a review: begun, taken out as a file. The pages that show it are in Pages; it is written in Writing.</summary>
internal static class ReviewRoutes
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var review = app.MapGroup("/review");
        review.Post("start", (call, _) => StartAsync(call.Db, call.Service<ReviewRegister>(), call.Stop)).Needs(Need.Write, Area.Review);
        WritingRoutes.Map(review);
        RequestRoutes.Map(review);
        review.MapGet("{year:int}/export.{format}", ExportAsync).Needs(Need.Read, Area.Review);
        review.MapGet("report.css", () => TypedResults.Text(WebWriter.Stylesheet, "text/css")).Needs(Need.Nothing);
    }

    /// <summary>Begins this year's review on the template that holds for it.</summary>
    private static async Task<IResult> StartAsync(GenomlysDb db, ReviewRegister reviews, CancellationToken stop)
    {
        var year = db.Today.Year;
        if (!await db.Reviews.AnyAsync(r => r.Year == year, stop))
        {
            db.Add(new ManagementReview { Id = Id<ManagementReview>.New(), UnitId = (await reviews.FootingAsync(db, stop)).Home, Year = year, TemplateId = await db.TemplateForAsync(year, stop), AsOf = db.Today });
            await db.SaveChangesAsync(stop);
        }
        return new SeeOther($"/review/{year}");
    }

    private static async Task<IResult> ExportAsync(int year, string format, GenomlysDb db, DraftComposer composer, ReviewExport export, CancellationToken stop)
    {
        if (!ReviewExport.Formats.Contains(format) || await db.ReviewsOf(year).AsNoTracking().FirstOrDefaultAsync(stop) is not { } review)
            return TypedResults.NotFound();
        if (review.State is ReviewState.Draft && await DecidedAsync(db, review, format, stop) is { } decided)
            return TypedResults.Bytes(decided.Content, decided.MediaType, decided.Name);
        var content = new MemoryStream();
        try
        {
            await export.WriteAsync(await composer.ComposeAsync(review, stop), format, content, stop);
        }
        catch (PdfUnavailableException missing)
        {
            return WholePage.Of<Pages.DraftPage>(StatusCodes.Status503ServiceUnavailable, ("Year", year), ("Problem", Texts.Format("PdfUnavailable", ReviewExport.Why(missing))));
        }
        return TypedResults.Bytes(content.ToArray(), ReviewExport.MediaType(format), $"{ReviewExport.FileName(review)}.{format}");
    }

    /// <summary>What is decided is not written anew: it keeps its seal and the paper it was decided on.</summary>
    private static Task<DecidedFile?> DecidedAsync(GenomlysDb db, ManagementReview review, string format, CancellationToken stop) =>
        db.DecidedEditions.Where(e => e.ReviewId == review.Id && e.Edition == review.Edition)
            .Join(db.DecidedFiles.AsNoTracking().Where(f => f.Name.EndsWith("." + format)), e => e.Id, f => f.EditionId, (_, f) => f).FirstOrDefaultAsync(stop);
}

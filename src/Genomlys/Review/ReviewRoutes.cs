using Genomlys.Documents.Typst;
using Genomlys.Documents.Web;
using Genomlys.Review.Decision;
using Genomlys.Review.Pages;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>What is done to a review: begun, looked at, taken out as a file. It is written in Writing.</summary>
internal static class ReviewRoutes
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        app.Post("/review/start", (call, _) => BeginAsync(call, new(call.Db.Today.Year, ReviewKind.ManagementReview))).Needs(Need.Write, Area.Review);
        app.Get("/review/dpo", OfficersAsync).Needs(Need.Read, Area.OfficersReport);
        app.Post("/review/dpo", (call, form) => BeginAsync(call, ReviewAddress.Read(form["year"]) is { Kind: ReviewKind.ManagementReview } said ? said with { Kind = ReviewKind.DpoAnnualReport } : null)).Needs(Need.Write, Area.OfficersReport);
        app.MapGet("/review/report.css", () => TypedResults.Text(WebWriter.Stylesheet, "text/css")).Needs(Need.Nothing);
        var review = app.OfReview();
        review.GetAt("", Need.Read, (_, found) => Task.FromResult(WholePage.Of<DraftPage>(StatusCodes.Status200OK, ("Review", found))));
        review.GetAt("export.{format}", Need.Read, ExportAsync);
        WritingRoutes.Map(review);
        RequestRoutes.Map(review);
    }

    /// <summary>The officer's reports, and the form that begins the next one, for the officer.</summary>
    private static async Task<IResult> OfficersAsync(Call call) => new RazorComponentResult<OfficersReportsScreen>(new
    {
        Reports = (IReadOnlyList<ManagementReview>)await call.Db.Reviews.AsNoTracking().Where(r => r.Kind == ReviewKind.DpoAnnualReport).OrderByDescending(r => r.Year).ToListAsync(call.Stop),
        call.Db.Today,
    });

    /// <summary>Begins a review that is not there yet, on the template that holds for its year: to today, or to the end of a year that has passed.</summary>
    private static async Task<IResult> BeginAsync(Call call, ReviewAddress? said)
    {
        var today = call.Db.Today;
        if (said is not { } address || address.Year > today.Year || address.Year < today.Year - 1)
            return TypedResults.BadRequest();
        if (!await call.Db.ReviewAt(address).AnyAsync(call.Stop))
        {
            call.Db.Add(await call.Service<ReviewRegister>().BeginAsync(call.Db, address, address.Year == today.Year ? today : new DateOnly(address.Year, 12, 31), call.Stop));
            await call.Db.SaveChangesAsync(call.Stop);
        }
        return new SeeOther(address.Href);
    }

    private static async Task<IResult> ExportAsync(Call call, ManagementReview review)
    {
        var (format, export, content) = (call.Part("format"), call.Service<ReviewExport>(), new MemoryStream());
        if (!ReviewExport.Formats.Contains(format))
            return TypedResults.NotFound();
        if (review.State is ReviewState.Decided && await DecidedAsync(call.Db, review, format, call.Stop) is { } decided)
            return TypedResults.Bytes(decided.Content, decided.MediaType, decided.Name);
        try
        {
            await export.WriteAsync(await call.Service<DraftComposer>().ComposeAsync(review, call.Stop), format, content, call.Stop);
        }
        catch (PdfUnavailableException missing)
        {
            return WholePage.Of<DraftPage>(StatusCodes.Status503ServiceUnavailable, ("Review", review), ("Problem", Texts.Format("PdfUnavailable", ReviewExport.Why(missing))));
        }
        return TypedResults.Bytes(content.ToArray(), ReviewExport.MediaType(format), $"{ReviewExport.FileName(review.Address)}.{format}");
    }

    /// <summary>What is decided is not written anew: it keeps its seal and the paper it was decided on.</summary>
    private static Task<DecidedFile?> DecidedAsync(GenomlysDb db, ManagementReview review, string format, CancellationToken stop) =>
        db.DecidedEditions.Where(e => e.ReviewId == review.Id && e.Edition == review.Edition)
            .Join(db.DecidedFiles.AsNoTracking().Where(f => f.Name.EndsWith("." + format)), e => e.Id, f => f.EditionId, (_, f) => f).FirstOrDefaultAsync(stop);
}

using System.Globalization;
using Genomlys.Documents.Typst;
using Genomlys.Documents.Web;
using Genomlys.Review.Checks;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review;

/// <summary>What is done to a review: begun, written, taken out as a file. The pages that show it are in Pages.</summary>
internal static class ReviewRoutes
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var review = app.MapGroup("/review");
        review.Post("start", (call, _) => StartAsync(call.Db, call.Service<ReviewRegister>(), call.Stop)).Needs(Need.Write, Area.Review);
        review.Post("{year:int}/{place}", (call, form) => WriteAsync(int.Parse(call.Part("year"), CultureInfo.InvariantCulture), call.Part("place"), form, call.Db, call.Service<ReviewRegister>(), call.Service<CheckRun>(), call.Now, call.Stop)).Needs(Need.Write, Area.Review).WithOrder(-1);   // before the page at the same address, which takes forms too
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

    /// <summary>Keeps what an author wrote. Who has not seen the newest text gets his own back, beside it.</summary>
    private static async Task<IResult> WriteAsync(int year, string place, IFormCollection form, GenomlysDb db, ReviewRegister reviews, CheckRun checks, DateTimeOffset now, CancellationToken stop)
    {
        if (await db.ReviewsOf(year).FirstOrDefaultAsync(stop) is not { } review || (await db.TemplateOfAsync(review, stop)).Find(place) is null)
            return TypedResults.NotFound();
        if (!(await reviews.FootingAsync(db, stop)).Holds(review.UnitId))
            return TypedResults.Forbid();   // read, but not his to write
        if (review.State is ReviewState.Decided)
            return new RazorComponentResult<Pages.PlacePage>(new { Year = year, Key = place, Again = form["markdown"].ToString(), Problem = Texts["TextStandsStill"] }) { StatusCode = StatusCodes.Status409Conflict };
        var text = await db.AuthorTexts.SingleOrDefaultAsync(t => t.ReviewId == review.Id && t.Place == place, stop);
        if (text is null)
            db.Add(text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place });
        var written = text.Write(form["markdown"].ToString(), form["ready"] == "true", int.TryParse(form["_version"], out var seen) ? seen : 0, now);
        if (written.IsDone)
            try
            {
                await db.SaveChangesAsync(stop);
                await checks.SettleAsync(review, stop);   // an error that this text no longer has needs no reason to stand
                await db.SaveChangesAsync(stop);
                return new SeeOther($"/review/{year}/{place}?_saved=true");
            }
            catch (DbUpdateException)   // another author was faster by a moment
            {
                written = Outcome.Refused("Text.Stale");
            }
        db.ChangeTracker.Clear();
        return new RazorComponentResult<Pages.PlacePage>(new { Year = year, Key = place, Again = form["markdown"].ToString(), Problem = Texts[written.Problem!] }) { StatusCode = StatusCodes.Status409Conflict };
    }

    private static async Task<IResult> ExportAsync(int year, string format, GenomlysDb db, DraftComposer composer, ReviewExport export, CancellationToken stop)
    {
        if (!ReviewExport.Formats.Contains(format) || await db.ReviewsOf(year).AsNoTracking().FirstOrDefaultAsync(stop) is not { } review)
            return TypedResults.NotFound();
        var content = new MemoryStream();
        try
        {
            await export.WriteAsync(await composer.ComposeAsync(review, stop), format, content, stop);
        }
        catch (PdfUnavailableException missing)
        {
            return new RazorComponentResult<Pages.DraftPage>(new { Year = year, Problem = Texts.Format("PdfUnavailable", ReviewExport.Why(missing)) }) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
        return TypedResults.Bytes(content.ToArray(), ReviewExport.MediaType(format), $"{ReviewExport.FileName(review)}.{format}");
    }
}

using System.Globalization;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Checks;

/// <summary>What the checks say of one place, for the page where it is written; and the override of an error, with its reason, or the taking back of one.</summary>
internal static class CheckRoutes
{
    private static readonly Words Texts = Words.Of<ReviewCheck>();

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/review/{year:int}/checks/{place}", PlaceAsync).Needs(Need.Read, Area.Review);
        app.Post("/review/{year:int}/checks/override", OverrideAsync).Needs(Need.Decide, Area.Review);
    }

    private static async Task<IResult> PlaceAsync(int year, string place, GenomlysDb db, CheckRun checks, CancellationToken stop) =>
        await db.ReviewsOf(year).AsNoTracking().FirstOrDefaultAsync(stop) is not { } review || (await db.TemplateOfAsync(review, stop)).Find(place) is null
            ? TypedResults.NotFound()
            : new RazorComponentResult<Pages.ProblemList>(new { Result = await checks.OfAsync(review, stop), Place = place, Year = year });

    private static async Task<IResult> OverrideAsync(Call call, IFormCollection form)
    {
        var (db, checks, stop) = (call.Db, call.Service<CheckRun>(), call.Stop);
        var (year, fingerprint) = (int.Parse(call.Part("year"), CultureInfo.InvariantCulture), form["fingerprint"].ToString());
        if (await db.ReviewsOf(year).FirstOrDefaultAsync(stop) is not { } review)
            return TypedResults.NotFound();
        if (!(await call.Service<ReviewRegister>().FootingAsync(db, stop, Rights.Decide)).Holds(review.UnitId))
            return TypedResults.Forbid();   // read, but not his to decide on
        var given = await db.ReviewOverrides.SingleOrDefaultAsync(o => o.ReviewId == review.Id && o.Fingerprint == fingerprint, stop);
        if (form["act"] == "withdraw")
        {
            if (given is not null)
                db.Remove(given);
        }
        else if (!(await checks.OfAsync(review, stop)).Problems.Any(p => p.IsError && p.Fingerprint == fingerprint))
            return TypedResults.NotFound();   // gone meanwhile, or never an error
        else
        {
            if (given is null)
                given = new ReviewOverride { Id = Id<ReviewOverride>.New(), ReviewId = review.Id, Fingerprint = fingerprint };
            if (given.Give(form["reason"].ToString(), db.Viewer.Account, db.Viewer.Name, call.Now) is { IsDone: false } refused)
                return new RazorComponentResult<Pages.ChecksPage>(new { Year = year, Refused = fingerprint, Reason = form["reason"].ToString(), Problem = Texts[refused.Problem!] }) { StatusCode = StatusCodes.Status409Conflict };
            if (db.Entry(given).State is EntityState.Detached)
                db.Add(given);
        }
        await checks.SettleAsync(review, stop);
        await db.SaveChangesAsync(stop);
        return new SeeOther($"/review/{year}/checks?_saved=true");
    }
}

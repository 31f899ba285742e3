using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
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
        var review = app.OfReview();
        review.GetAt("checks", Need.Read, (_, found) => Task.FromResult(WholePage.Of<Pages.ChecksPage>(StatusCodes.Status200OK, ("Review", found))));
        review.GetAt("checks/{place}", Need.Read, PlaceAsync);
        review.PostAt("checks/override", Need.Decide, OverrideAsync);
    }

    private static async Task<IResult> PlaceAsync(Call call, ManagementReview review) =>
        (await call.Db.TemplateOfAsync(review, call.Stop)).Find(call.Part("place")) is { } place
            ? new RazorComponentResult<Pages.ProblemList>(new { Result = await call.Service<CheckRun>().OfAsync(review, call.Stop), Place = place.Key, review.Address })
            : TypedResults.NotFound();

    private static async Task<IResult> OverrideAsync(Call call, IFormCollection form, ManagementReview review)
    {
        var (db, checks, stop, fingerprint) = (call.Db, call.Service<CheckRun>(), call.Stop, form["fingerprint"].ToString());
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
                return WholePage.Of<Pages.ChecksPage>(StatusCodes.Status409Conflict, ("Review", review), ("Refused", fingerprint), ("Reason", form["reason"].ToString()), ("Problem", Texts[refused.Problem!]));
            if (db.Entry(given).State is EntityState.Detached)
                db.Add(given);
        }
        await checks.SettleAsync(review, stop);
        await db.SaveChangesAsync(stop);
        return new SeeOther($"{review.Address.Href}/checks?_saved=true");
    }
}

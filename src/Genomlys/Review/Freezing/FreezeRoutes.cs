using System.Globalization;
using Genomlys.Review.Freezing.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Freezing;

/// <summary>A review is frozen as of a day, thawed while it is not decided, and its numbers are opened.</summary>
internal static class FreezeRoutes
{
    private const int MostShown = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        var review = app.MapGroup("/review/{year:int}").WithOrder(-1);
        review.Post("freeze", (call, form) => OnAsync(call, async (found, freezing) =>
        {
            if (!DateOnly.TryParseExact(form["asOf"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year != found.Year)
                return Outcome.Refused("AsOfInYear");
            if (found.State is ReviewState.Draft)
                found.AsOf = day;
            return await freezing.FreezeAsync(found, call.Stop);
        }, "Frozen")).Needs(Need.Write, Area.Review);
        review.Post("thaw", (call, _) => OnAsync(call, (found, _) => Task.FromResult(found.Thaw()), "Thawed")).Needs(Need.Write, Area.Review);
        review.Get("figures/{figure}", FigureAsync).Needs(Need.Read, Area.Review);
    }

    private static async Task<IResult> OnAsync(Call call, Func<ManagementReview, FreezeKeeper, Task<Outcome>> act, string done)
    {
        if (await call.Db.ReviewsOf(YearOf(call)).FirstOrDefaultAsync(call.Stop) is not { } found)
            return TypedResults.NotFound();
        if (!(await call.Service<ReviewRegister>().FootingAsync(call.Db, call.Stop)).Holds(found.UnitId))
            return TypedResults.Forbid();   // read, but not his to write
        if ((await act(found, call.Service<FreezeKeeper>())).Problem is { } problem)
        {
            call.Db.ChangeTracker.Clear();
            return new RazorComponentResult<Review.Pages.DraftPage>(new { found.Year, Problem = Words.Of<ReviewRegister>()[problem] }) { StatusCode = StatusCodes.Status409Conflict };
        }
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"/review/{found.Year}?_done={done}");
    }

    private static async Task<IResult> FigureAsync(Call call)
    {
        if (await call.Db.ReviewsOf(YearOf(call)).AsNoTracking().FirstOrDefaultAsync(call.Stop) is not { } found
            || await FrozenFigures.OfAsync(call.Db, call.Service<RegisterBook>(), found, call.Part("figure"), call.Request.Query["part"].ToString(), call.Stop) is not { } figure)
            return TypedResults.NotFound();
        var reads = call.Db.Viewer.Reads(figure.Register.Area);
        return new RazorComponentResult<FrozenFigureScreen>(new
        {
            found.Year, Figure = figure, Reads = reads,
            Counted = await NamesAsync(figure.Counted), CameAfter = await NamesAsync(figure.CameAfter), NoLonger = await NamesAsync(figure.NoLonger),
        });

        async Task<IReadOnlyList<Record>> NamesAsync(IReadOnlyList<Guid> ids) => reads ? await figure.Register.TitlesAsync(call.Db, [.. ids.Take(MostShown)], call.Stop) : [];
    }

    private static int YearOf(Call call) => int.Parse(call.Part("year"), CultureInfo.InvariantCulture);
}

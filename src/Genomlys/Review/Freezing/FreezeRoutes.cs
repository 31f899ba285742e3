using System.Globalization;
using Genomlys.Review.Freezing.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Review.Freezing;

/// <summary>A review is frozen as of a day, thawed while it is not decided, and its numbers are opened.</summary>
internal static class FreezeRoutes
{
    private const int MostShown = 200;

    public static void Map(IEndpointRouteBuilder app)
    {
        var review = app.OfReview();
        review.PostAt("freeze", Need.Write, (call, form, found) => DoAsync(call, found, async freezing =>
        {
            if (!DateOnly.TryParseExact(form["asOf"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year != found.Year)
                return Outcome.Refused("AsOfInYear");
            if (found.State is ReviewState.Draft)
                found.AsOf = day;
            return await freezing.FreezeAsync(found, call.Stop);
        }, "Frozen"));
        review.PostAt("thaw", Need.Write, (call, _, found) => DoAsync(call, found, _ => Task.FromResult(found.Thaw()), "Thawed"));
        review.GetAt("figures/{figure}", Need.Read, FigureAsync);
    }

    private static async Task<IResult> DoAsync(Call call, ManagementReview found, Func<FreezeKeeper, Task<Outcome>> act, string done)
    {
        if ((await act(call.Service<FreezeKeeper>())).Problem is { } problem)
        {
            await call.Db.Entry(found).ReloadAsync(call.Stop);   // shown as it is, not as it was about to be
            return WholePage.Of<Review.Pages.DraftPage>(StatusCodes.Status409Conflict, ("Review", found), ("Problem", Words.Of<ReviewRegister>().Of(found.Kind, problem)));
        }
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"{found.Address.Href}?_done={done}");
    }

    private static async Task<IResult> FigureAsync(Call call, ManagementReview found)
    {
        if (await FrozenFigures.OfAsync(call.Db, call.Service<RegisterBook>(), found, call.Part("figure"), call.Request.Query["part"].ToString(), call.Stop) is not { } figure)
            return TypedResults.NotFound();
        var reads = call.Db.Viewer.Reads(figure.Register.Area);
        return new RazorComponentResult<FrozenFigureScreen>(new
        {
            Review = found, Figure = figure, Reads = reads,
            Counted = await NamesAsync(figure.Counted), CameAfter = await NamesAsync(figure.CameAfter), NoLonger = await NamesAsync(figure.NoLonger),
        });

        async Task<IReadOnlyList<Record>> NamesAsync(IReadOnlyList<Guid> ids) => reads ? await figure.Register.TitlesAsync(call.Db, [.. ids.Take(MostShown)], call.Stop) : [];
    }
}

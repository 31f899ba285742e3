using Genomlys.Improvements.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Improvements;

/// <summary>What a year left open, and what a person takes over of it.</summary>
internal static class CarryOverRoutes
{
    private const string Page = "/improvements/carry-over";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup(Page).Get("", async call =>
        {
            var year = YearOf(call.Request.Query["year"], call);
            return new RazorComponentResult<CarryOverScreen>(new { Year = year, Offers = await call.Service<NextYear>().OffersAsync(call.Db, year - 1, call.Stop), Taken = int.TryParse(call.Request.Query["taken"], out var taken) ? taken : (int?)null });
        }).Needs(Need.Read, Area.Improvements);
        app.MapGroup(Page).Post("", AcceptAsync).Needs(Need.Write, Area.Improvements);
    }

    private static async Task<IResult> AcceptAsync(Call call, IFormCollection form)
    {
        var year = YearOf(form["year"], call);
        var (all, one) = (form["all"] == "true", Guid.TryParse(form["offer"], out var id) ? id : Guid.Empty);
        return await call.Service<NextYear>().AcceptAsync(call.Db, year - 1, o => all || o.Id == one, call.Stop) is { } taken
            ? new SeeOther($"{Page}?year={year}&taken={taken}")
            : TypedResults.Forbid();
    }

    private static int YearOf(string? said, Call call) => int.TryParse(said, out var year) && year is > 1900 and < 3000 ? year : call.Db.Today.Year;
}

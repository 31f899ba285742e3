using Genomlys.Review.Trends.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Review.Trends;

/// <summary>The figures over the years: all of them beside each other, and one by one.</summary>
internal static class TrendRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var figures = app.MapGroup("/figures").WithOrder(0).Needs(Need.Read, Area.Review);
        figures.Get("", async call => new RazorComponentResult<TrendsScreen>(new { Trends = await call.Service<TrendReading>().AllAsync(call.Stop), call.Db.Registers }));
        figures.Get("{figure}", async call => await call.Service<TrendReading>().OneAsync(call.Part("figure"), call.Stop) is { } trend
            ? new RazorComponentResult<TrendScreen>(new { Trend = trend, call.Db.Registers.Figures.First(f => f.Key == trend.Key).Register })
            : TypedResults.NotFound());
    }
}

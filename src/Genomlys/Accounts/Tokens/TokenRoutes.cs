using System.Globalization;
using Genomlys.Accounts.Tokens.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Tokens;

/// <summary>Making a token for oneself, and ending one. To make one asks that one has lately shown who one is.</summary>
internal static class TokenRoutes
{
    private const string New = "/account/tokens/new";

    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/account/tokens").Needs(Need.SignIn);

        own.Get("new", async call => Owner(call) is null ? TypedResults.NotFound() : Proof.IsFresh(call) ? await ScreenAsync(call) : Proof.Ask(New));
        own.Post("new", async (call, form) =>
        {
            if (Owner(call) is not { } owner)
                return TypedResults.NotFound();
            if (!Proof.IsFresh(call))
                return Proof.Ask(New);
            var (outcome, text) = await call.Service<TokenKeeper>().CreateAsync(owner.Id, Wish(form), call.Stop);
            return await ScreenAsync(call, form, outcome.Problem ?? "", text);
        });
        own.Post("{id:guid}/end", async (call, _) => Owner(call) is { } owner && (await call.Service<TokenKeeper>().EndAsync(owner.Id, new Id<ApiToken>(call.Id), call.Stop)).Problem is not "NoSuchToken"
            ? new SeeOther("/account?_done=TokenEnded")
            : TypedResults.NotFound());
    }

    private static Account? Owner(Call call) => call.Http.Features.Get<Account>();

    private static TokenWish Wish(IFormCollection form) => new(
        form["name"].ToString(),
        [.. form["area"].Select(said => Enum.TryParse<Area>(said, out var area) && Enum.IsDefined(area) ? area : Area.SecurityLog)],   // which no token is for
        form["writes"] == "true",
        form["unit"].ToString() is { Length: > 0 } unit ? Id<Unit>.TryParse(unit, null, out var known) ? known : Id<Unit>.New() : null,
        DateOnly.TryParseExact(form["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null,
        form["networks"].ToString());

    private static async Task<IResult> ScreenAsync(Call call, IFormCollection? form = null, string problem = "", string text = "") => new RazorComponentResult<NewTokenScreen>(new
    {
        Said = form is null ? new TokenWish("", [], false, null, call.Db.Today.AddDays(Math.Min(90, call.Service<TokenRules>().LongestDays)), "") : Wish(form),
        Areas = (IReadOnlyList<Area>)[.. TokenReach.Areas.Where(call.Db.Viewer.Reads)],
        Units = (IReadOnlyList<Unit>)await call.Db.Units.AsNoTracking().OrderBy(u => u.Path).ToListAsync(call.Stop),
        Latest = call.Db.Today.AddDays(call.Service<TokenRules>().LongestDays),
        Problem = problem,
        Made = text,
    });
}

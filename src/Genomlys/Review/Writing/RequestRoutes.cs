using System.Globalization;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>The coordinator's form: the places of a review shared out, and asked for, several at once.</summary>
internal static class RequestRoutes
{
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public static void Map(IEndpointRouteBuilder review) =>
        review.Post("{year:int}/requests", SaveAsync).Needs(Need.Write, Area.Review).WithOrder(-2);   // no place is called that

    private static async Task<IResult> SaveAsync(Call call, IFormCollection form)
    {
        if (await call.Db.ReviewsOf(int.Parse(call.Part("year"), CultureInfo.InvariantCulture)).AsNoTracking().FirstOrDefaultAsync(call.Stop) is not { } review)
            return TypedResults.NotFound();
        if (!(await call.Service<ReviewRegister>().FootingAsync(call.Db, call.Stop)).Holds(review.UnitId))
            return TypedResults.Forbid();
        var said = new List<Assignment>();
        foreach (var place in (await call.Db.TemplateOfAsync(review, call.Stop)).Places.Where(p => form.ContainsKey($"account.{p.Key}")))
        {
            if (!IsDay(form[$"due.{place.Key}"].ToString(), out var due))
                return Refused(Texts.Format("Request.Day", place.Title));
            said.Add(new(place, Guid.TryParse(form[$"account.{place.Key}"], out var account) ? account : null, form[$"role.{place.Key}"].ToString().Trim() is { Length: > 0 } role ? role : null, due, form[$"ask.{place.Key}"] == "true"));
        }
        var result = await call.Service<Requesting>().ShareOutAsync(review, said, call.Now, call.Stop);
        return result.Refused is { } refused ? Refused(Texts.Format(refused.Problem, refused.Place.Title)) : new SeeOther($"/review/{review.Year}/requests?_mailed={result.Mailed}&_without={result.WithoutAddress}");

        IResult Refused(string problem) => WholePage.Of<Pages.RequestsPage>(StatusCodes.Status422UnprocessableEntity, ("Year", review.Year), ("Problem", problem), ("Said", form));
    }

    private static bool IsDay(string said, out DateOnly? day)
    {
        (var isDay, day) = DateOnly.TryParseExact(said.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? (true, read) : (said.Trim() is "", (DateOnly?)null);
        return isDay;
    }
}

using System.Globalization;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;

namespace Genomlys.Review.Writing;

/// <summary>The form of whoever holds the review together: the places of a review shared out, and asked for, several at once.</summary>
internal static class RequestRoutes
{
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public static void Map(IEndpointRouteBuilder review)
    {
        review.GetAt("requests", Need.Write, (_, at) => Task.FromResult(WholePage.Of<Pages.RequestsPage>(StatusCodes.Status200OK, ("Review", at))));
        review.PostAt("requests", Need.Write, SaveAsync);
    }

    private static async Task<IResult> SaveAsync(Call call, IFormCollection form, ManagementReview review)
    {
        var said = new List<Assignment>();
        foreach (var place in (await call.Db.TemplateOfAsync(review, call.Stop)).Places.Where(p => form.ContainsKey($"account.{p.Key}")))
        {
            if (!IsDay(form[$"due.{place.Key}"].ToString(), out var due))
                return Refused(Texts.Format("Request.Day", place.Title));
            said.Add(new(place, Guid.TryParse(form[$"account.{place.Key}"], out var account) ? account : null, form[$"role.{place.Key}"].ToString().Trim() is { Length: > 0 } role ? role : null, due, form[$"ask.{place.Key}"] == "true"));
        }
        var result = await call.Service<Requesting>().ShareOutAsync(review, said, call.Now, call.Stop);
        return result.Refused is { } refused ? Refused(Texts.Format(refused.Problem, refused.Place.Title)) : new SeeOther($"{review.Address.Href}/requests?_mailed={result.Mailed}&_without={result.WithoutAddress}");

        IResult Refused(string problem) => WholePage.Of<Pages.RequestsPage>(StatusCodes.Status422UnprocessableEntity, ("Review", review), ("Problem", problem), ("Said", form));
    }

    private static bool IsDay(string said, out DateOnly? day)
    {
        (var isDay, day) = DateOnly.TryParseExact(said.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? (true, read) : (said.Trim() is "", (DateOnly?)null);
        return isDay;
    }
}

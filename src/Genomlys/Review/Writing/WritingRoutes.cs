using System.Globalization;
using Genomlys.Review.Checks;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Writing;

/// <summary>What is done at a place of a review: saved, kept, chosen, restored, looked at beforehand, remarked. Only whoever may write the review may do any of it.</summary>
internal static class WritingRoutes
{
    private const int Tries = 20;
    private static readonly Words Texts = Words.Of<PlaceWriting>();

    public static void Map(IEndpointRouteBuilder review)
    {
        Show<Pages.PlacePage>("");
        Show<Pages.HistoryPage>("/history");
        Map("", (call, form, at, place) => SaveAsync(call, at, place, form)).WithMetadata(new WrittenText("markdown"));
        Map("/draft", (call, form, at, place) => KeepDraftAsync(call, at, place, form));
        Map("/draft/discard", async (call, _, at, place) =>
        {
            await call.Service<PlaceWriting>().DiscardDraftAsync(at, place, call.Stop);
            return Back(at, place, "discarded");
        });
        Map("/preview", (_, form, at, place) => Task.FromResult(Shown(at, place, form, "", isPreview: true)));
        Map("/choose", async (call, form, at, place) => Back(at, place, "chosen", await call.Service<PlaceWriting>()
            .ChooseAsync(at, place, IdIn(form, "kept") ?? default, Enum.TryParse<Pick>(form["choice"], out var choice) && Enum.IsDefined(choice) ? choice : Pick.Both, NumberIn(form, "_version"), call.Now, call.Stop)));
        Map("/restore", async (call, form, at, place) => Back(at, place, "restored", await call.Service<PlaceWriting>().RestoreAsync(at, place, NumberIn(form, "number"), NumberIn(form, "_version"), call.Now, call.Stop)));
        Map("/seen", async (call, _, at, place) =>
        {
            await call.Service<PlaceWriting>().SeenAsync(at, place, call.Now, call.Stop);
            await call.Db.SaveChangesAsync(call.Stop);
            return Back(at, place, "seen");
        });
        Map("/comments", async (call, form, at, place) => Back(at, place, "commented", await call.Service<Commenting>().AddAsync(at, place, form["text"].ToString(), IdIn(form, "answers"), call.Now, call.Stop), "#comments"));
        Map("/comments/resolve", async (call, form, at, place) => Back(at, place, "", await call.Service<Commenting>().TurnAsync(at, place, IdIn(form, "comment") ?? default, form["act"] == "reopen", call.Now, call.Stop), "#comments"));

        void Show<P>(string what) where P : IComponent => review.GetAt("{place}" + what, Need.Read, async (call, at) =>
            (await call.Db.TemplateOfAsync(at, call.Stop)).Find(call.Part("place")) is { } place ? WholePage.Of<P>(StatusCodes.Status200OK, ("Review", at), ("Key", place.Key)) : TypedResults.NotFound());

        IEndpointConventionBuilder Map(string what, Func<Call, IFormCollection, ManagementReview, Place, Task<IResult>> answer) => review.PostAt("{place}" + what, Need.Write, async (call, form, at) =>
            (await call.Db.TemplateOfAsync(at, call.Stop)).Find(call.Part("place")) is { } place ? await answer(call, form, at, place) : TypedResults.NotFound());
    }

    private static async Task<IResult> SaveAsync(Call call, ManagementReview review, Place place, IFormCollection form)
    {
        if (review.State is ReviewState.Decided)
            return Shown(review, place, form, Words.Of<ReviewRegister>().Of(review.Kind, "TextStandsStill"));
        var written = WrittenIn(form);
        for (var n = 0; n < Tries; n++)
            try
            {
                var (outcome, kind) = await call.Service<PlaceWriting>().SaveAsync(review, place, written, call.Now, call.Stop);
                if (outcome.IsDone)
                    await SettleAsync(call, review);
                return outcome.IsDone ? Back(review, place, kind.ToString().ToLowerInvariant()) : Shown(review, place, form, Texts.Format("Text.TooLong", AuthorText.MostCharacters));
            }
            catch (DbUpdateException)   // another author was faster by a moment: what he wrote is looked at, and put together with
            {
                call.Db.ChangeTracker.Clear();
            }
        return Shown(review, place, form, Texts["Text.Busy"]);
    }

    /// <summary>An error that the text no longer has needs no reason to stand.</summary>
    private static async Task SettleAsync(Call call, ManagementReview review)
    {
        await call.Service<CheckRun>().SettleAsync(review, call.Stop);
        await call.Db.SaveChangesAsync(call.Stop);
    }

    private static async Task<IResult> KeepDraftAsync(Call call, ManagementReview review, Place place, IFormCollection form)
    {
        try
        {
            var (outcome, version) = await call.Service<PlaceWriting>().KeepDraftAsync(review, place, WrittenIn(form), call.Now, call.Stop);
            return outcome.IsDone ? TypedResults.Json(new DraftKept(version, Texts.Format("Draft.Kept", ClockOf(call.Now)))) : TypedResults.Json(new DraftKept(version, Texts[outcome.Problem!]), statusCode: StatusCodes.Status409Conflict);
        }
        catch (DbUpdateException)   // his other window was faster
        {
            return TypedResults.Json(new DraftKept(0, Texts["Draft.Elsewhere"]), statusCode: StatusCodes.Status409Conflict);
        }
    }

    public static string ClockOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Period.Sweden).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static IResult Shown(ManagementReview review, Place place, IFormCollection form, string problem, bool isPreview = false) =>
        WholePage.Of<Pages.PlacePage>(isPreview ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, ("Review", review), ("Key", place.Key), ("Again", WrittenIn(form)), ("Problem", problem), ("IsPreview", isPreview));

    private static SeeOther Back(ManagementReview review, Place place, string news, Outcome outcome = default, string at = "") =>
        new($"{review.Address.Href}/{place.Key}?{(outcome.IsDone ? $"_said={news}" : $"_refused={outcome.Problem}")}{at}");

    private static Written WrittenIn(IFormCollection form) =>
        new(form["markdown"].ToString(), form["ready"] == "true", NumberIn(form, "_version")) { SeenDraft = NumberIn(form, "_draft"), Settles = IdIn(form, "_kept") };

    private static int NumberIn(IFormCollection form, string field) => int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Guid? IdIn(IFormCollection form, string field) => Guid.TryParse(form[field], out var id) ? id : null;

    private sealed record DraftKept(int Version, string Says);
}

using System.Globalization;
using Genomlys.Review.Decision.Pages;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>The page where a frozen review is decided, what was decided, and its files. Whoever decides shows who he is again first.</summary>
internal static class DecisionRoutes
{
    private static readonly Words Texts = Words.Of<ReviewRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var review = app.OfReview();
        review.GetAt("decide", Need.Read, (call, found) => ShownAsync(call, found));
        review.PostAt("decide", Need.Decide, SayAsync);
        review.PostAt("correct", Need.Write, CorrectAsync);
        review.GetAt("editions/{edition:int}/{file}", Need.Read, FileAsync);
    }

    /// <summary>What has been said is kept first, whatever then stands in the way of deciding.</summary>
    private static async Task<IResult> SayAsync(Call call, IFormCollection form, ManagementReview found)
    {
        var deciding = call.Service<Deciding>();
        if (found.State is not ReviewState.Frozen)
            return await ShownAsync(call, found, Texts.Of(found.Kind, "NotFrozen"));
        Dictionary<Guid, string> problems = [];
        Dictionary<Guid, SaidOfProposal> said = [];
        var rulings = await call.Db.RulingsOf(found).ToListAsync(call.Stop);   // said of these only to be shown again; the program saves its own
        foreach (var ruling in rulings)
        {
            if ((Read(form, ruling, out var one) ?? ruling.Say(one, null, call.Now).Problem) is { } problem)
                problems.Add(ruling.Id.Value, Texts[problem]);
            said.Add(ruling.Id.Value, one);
        }
        var reference = form["reference"].ToString().Trim() is { Length: > 0 and <= 100 } numbered ? numbered : null;
        if (problems is { Count: 0 } && (await deciding.SayAsync(found, reference, said, call.Stop)).Problem is { } refused)
            return await ShownAsync(call, found, Texts.Of(found.Kind, refused), form: form);
        if (form["act"] == "decide" && problems is { Count: 0 })
            foreach (var ruling in rulings)
                if (ruling.Lacks() is { } lacks)
                    problems.Add(ruling.Id.Value, Texts[lacks]);
        if (problems.Count > 0)
            return await ShownAsync(call, found, Texts["Decision.Mend"], problems, form);
        if (form["act"] != "decide")
            return new SeeOther($"{found.Address.Href}/decide?_done=RulingsSaved");
        if (!Proof.IsFresh(call))
            return Proof.Ask($"{found.Address.Href}/decide");
        return (await deciding.DecideAsync(found, form["by"].ToString(), call.Stop)).Problem is { } not
            ? await ShownAsync(call, found, (Texts.IsComplete(not) ? Texts : Words.Of<Seals>()).Of(found.Kind, not), form: form)
            : new SeeOther($"{found.Address.Href}/decide?_done=Decided");
    }

    /// <summary>The text key of what cannot be read in the form; null when all of it can.</summary>
    private static string? Read(IFormCollection form, ProposalRuling ruling, out SaidOfProposal said)
    {
        string Field(string name) => form[$"{name}-{ruling.Id}"].ToString().ReplaceLineEndings("\n");
        said = new SaidOfProposal(Enum.TryParse<Verdict>(Field("verdict"), out var verdict) && Enum.IsDefined(verdict) ? verdict : null, Field("wording"), Field("reason"), Field("owner"), null, null);
        if (Field("due") is { Length: > 0 } due)
        {
            if (!DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return "DueIsDay";
            said = said with { Due = day };
        }
        if (string.Concat(Field("money").Where(c => !char.IsWhiteSpace(c))) is { Length: > 0 } money)
        {
            if (!decimal.TryParse(money, NumberStyles.None, CultureInfo.InvariantCulture, out var kronor))
                return "MoneyIsKronor";
            said = said with { Money = kronor };
        }
        return null;
    }

    private static async Task<IResult> CorrectAsync(Call call, IFormCollection form, ManagementReview found)
    {
        if (found.Correct(form["reason"].ToString()).Problem is { } problem)
            return await ShownAsync(call, found, Texts.Of(found.Kind, problem));
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"{found.Address.Href}?_done=Correcting");
    }

    private static async Task<IResult> FileAsync(Call call, ManagementReview found)
    {
        var (edition, name) = (int.Parse(call.Part("edition"), CultureInfo.InvariantCulture), call.Part("file"));
        return await call.Db.DecidedFiles.AsNoTracking().Where(f => f.ReviewId == found.Id && f.Name == name)
            .Join(call.Db.DecidedEditions.Where(e => e.Edition == edition), f => f.EditionId, e => e.Id, (f, _) => f).SingleOrDefaultAsync(call.Stop) is { } file
            ? TypedResults.Bytes(file.Content, file.MediaType, file.Name)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> ShownAsync(Call call, ManagementReview found, string problem = "", IReadOnlyDictionary<Guid, string>? problems = null, IFormCollection? form = null)
    {
        var rulings = await call.Db.RulingsOf(found).ToListAsync(call.Stop);
        var points = new Dictionary<Guid, DecisionPoint>();
        foreach (var module in found.Kind.IsHandedIn ? [] : call.Service<IEnumerable<IDecidable>>())
            foreach (var point in await module.PointsAsync(call.Db, found.Year, call.Stop))
                points[point.Id] = point;
        var editions = await call.Db.DecidedEditions.AsNoTracking().Where(e => e.ReviewId == found.Id).OrderByDescending(e => e.Edition).ToListAsync(call.Stop);
        var files = (await call.Db.DecidedFiles.AsNoTracking().Where(f => f.ReviewId == found.Id).Select(f => new { f.EditionId, f.Name, f.Hash }).OrderBy(f => f.Name).ToListAsync(call.Stop)).ToLookup(f => f.EditionId, f => (f.Name, f.Hash));
        return new RazorComponentResult<DecisionScreen>(new
        {
            Review = found, Rulings = (IReadOnlyList<ProposalRuling>)rulings, Points = (IReadOnlyDictionary<Guid, DecisionPoint>)points,
            Editions = (IReadOnlyList<(DecidedEdition, IReadOnlyList<(string, string)>)>)[.. editions.Select(e => (e, (IReadOnlyList<(string, string)>)[.. files[e.Id]]))],
            MayDecide = found.State is ReviewState.Frozen && await call.Service<Deciding>().MayAsync(found, call.Stop),
            HasWritten = found.State is ReviewState.Frozen && !found.Kind.IsHandedIn && await call.Service<Deciding>().HasWrittenAsync(found, call.Stop),
            By = form?["by"].ToString() ?? call.Db.Viewer.Name, Problem = problem, Problems = problems ?? new Dictionary<Guid, string>(),
            Done = call.Request.Query["_done"].ToString() is var done && Texts.IsComplete($"Done.{done}") && problem is "" ? $"Done.{done}" : "",
        })
        { StatusCode = problem is "" ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}

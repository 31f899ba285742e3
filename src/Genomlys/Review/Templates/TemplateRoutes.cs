using System.Text;
using Genomlys.Review.Templates.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Templates;

/// <summary>A template is read, copied, said anew place by place, and taken in and out as a file. What is changed holds at once for reviews that are not frozen.</summary>
internal static class TemplateRoutes
{
    private static readonly Words Texts = Words.Of<TemplateRegister>();
    private static readonly Place Nowhere = new("", "", "", "");

    public static void Map(IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/templates").WithOrder(0);
        all.Get("{id:guid}", call => OnAsync(call, kept => Shown(call, kept))).Needs(Need.Read, Area.Reference);
        all.Get("{id:guid}/file", call => OnAsync(call, kept => TypedResults.File(Encoding.UTF8.GetBytes(kept.Template.Write()), "application/json", $"{Texts["FileName"]}-{kept.Reference}.json"))).Needs(Need.Read, Area.Reference);

        var changes = all.MapGroup("").Needs(Need.Write, Area.Reference);
        changes.Get("file", _ => Task.FromResult<IResult>(new RazorComponentResult<TemplateFileScreen>()));
        changes.Post("file", async (call, form) => await ReadAsync(call, form.Files["file"]));
        changes.Post("{id:guid}/copy", (call, _) => OnAsync(call, kept => CopyAsync(call, kept)));
        changes.Post("{id:guid}/undo", (call, form) => ChangeAsync(call, form, kept => kept.Undo(), "Undone"));
        changes.Get("{id:guid}/places/new", call => OnAsync(call, kept => Asked(call, kept, Nowhere, isNew: true, [])));
        changes.Post("{id:guid}/places/new", (call, form) => SayAsync(call, form, isNew: true));
        changes.Get("{id:guid}/places/{place}", call => OnAsync(call, async kept => kept.Template.Find(call.Part("place")) is { } place ? await Asked(call, kept, place, isNew: false, []) : TypedResults.NotFound()));
        changes.Post("{id:guid}/places/{place}", (call, form) => SayAsync(call, form, isNew: false));
        changes.Post("{id:guid}/places/{place}/move", (call, form) => ChangeAsync(call, form, kept => kept.Say(kept.Template.Moved(call.Part("place"), form["step"] == "-1" ? -1 : 1)), "Moved"));
        changes.Post("{id:guid}/places/{place}/remove", (call, form) => ChangeAsync(call, form, kept => kept.Template.Places is [_] ? Outcome.Refused("LastPlace") : kept.Say(kept.Template.Without(call.Part("place"))), "Removed"));
    }

    private static Task<IResult> OnAsync(Call call, Func<ReportTemplate, IResult> answer) => OnAsync(call, kept => Task.FromResult(answer(kept)));

    private static async Task<IResult> OnAsync(Call call, Func<ReportTemplate, Task<IResult>> answer) =>
        await call.Db.Templates.IgnoreQueryFilters([Register.Live]).SingleOrDefaultAsync(t => t.Id == new Id<ReportTemplate>(call.Id), call.Stop) is { } kept ? await answer(kept) : TypedResults.NotFound();

    /// <summary>A place as a form has it. Its key is given once and never changed: what authors have written hangs on it.</summary>
    private static Task<IResult> SayAsync(Call call, IFormCollection form, bool isNew) => OnAsync(call, async kept =>
    {
        var before = kept.Template.Find(isNew ? form["key"].ToString().Trim() : call.Part("place"));
        if (!isNew && before is null)
            return TypedResults.NotFound();
        var place = new Place(isNew ? form["key"].ToString().Trim() : before!.Key, form["number"].ToString().Trim(), form["heading"].ToString().Trim(), Tidy(form["guidance"]))
        {
            Text = Tidy(form["text"]), Sections = [.. form["section"].OfType<string>()], MayBeEmpty = form["empty"] == "true",
            Items = form["items"] == nameof(ItemNumbers.InParentheses) ? ItemNumbers.InParentheses : ItemNumbers.AsChapter,
        };
        List<string> problems = [.. TemplateRules.Problems(place, Known(call))];
        if (isNew && before is not null)
            problems.Add(Texts.Format("Fault.Twice", place.Key));
        if (problems is [] && Seen(form) != VersionOf(call.Db, kept))
            problems.Add(Texts["Stale"]);
        if (problems is [] && kept.Say(kept.Template.With(place, form["after"].ToString() is { Length: > 0 } after ? after : null)) is { Problem: { } refused })
            problems.Add(Texts[refused]);
        if (problems is [_, ..])
        {
            call.Db.ChangeTracker.Clear();
            return await Asked(call, kept, place, isNew, problems, form["after"].ToString());
        }
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"/templates/{kept.Id}?_done=Saved");
    });

    private static Task<IResult> ChangeAsync(Call call, IFormCollection form, Func<ReportTemplate, Outcome> change, string done) => OnAsync(call, async kept =>
    {
        var outcome = Seen(form) == VersionOf(call.Db, kept) ? change(kept) : Outcome.Refused("Stale");
        if (outcome.Problem is { } problem)
            return await Shown(call, kept, [Texts[problem]]);
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"/templates/{kept.Id}?_done={done}");
    });

    /// <summary>A copy holds from the first day of next year, so that nothing that is being written changes under its authors' hands.</summary>
    private static async Task<IResult> CopyAsync(Call call, ReportTemplate kept)
    {
        var reference = await FreeAsync(call.Db, kept.Reference, call.Stop);
        var copy = ReportTemplate.Of(kept.Template with { Key = reference, Name = Texts.Format("CopyOf", kept.Name), ValidFrom = new DateOnly(call.Db.Today.Year + 1, 1, 1) });
        call.Db.Add(copy);
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"/templates/{copy.Id}?_done=Copied");
    }

    /// <summary>A file with the name of a template of ours says that one anew; the same file twice changes nothing.</summary>
    private static async Task<IResult> ReadAsync(Call call, IFormFile? file)
    {
        if (file is null || file.Length is 0 or > TemplateRules.MostCharacters)
            return Refused(Texts.Format("Fault.Size", TemplateRules.MostCharacters / 1000));
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        if (Template.Read(await reader.ReadToEndAsync(call.Stop)) is not { } template)
            return Refused(Texts["Fault.File"]);
        if (TemplateRules.Problems(template, Known(call)) is [_, ..] problems)
            return Refused([.. problems]);
        var kept = await call.Db.Templates.IgnoreQueryFilters([Register.Live]).SingleOrDefaultAsync(t => t.Reference == template.Key, call.Stop);
        if (kept is null)
            call.Db.Add(kept = ReportTemplate.Of(template));
        else if (kept.Say(template) is { Problem: { } problem })
            return Refused(Texts[problem]);
        else
            (kept.Name, kept.ValidFrom) = (template.Name, template.ValidFrom);
        await call.Db.SaveChangesAsync(call.Stop);
        return new SeeOther($"/templates/{kept.Id}?_done=ReadIn");

        static RazorComponentResult Refused(params IReadOnlyList<string> why) => new RazorComponentResult<TemplateFileScreen>(new { Problems = why }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private static async Task<string> FreeAsync(GenomlysDb db, string like, CancellationToken stop)
    {
        var taken = await db.Templates.IgnoreQueryFilters([Register.Live]).Select(t => t.Reference).ToHashSetAsync(stop);
        return Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{like[..Math.Min(like.Length, 50)]}-{n}").First(name => !taken.Contains(name));
    }

    private static Task<IResult> Shown(Call call, ReportTemplate kept, params IReadOnlyList<string> problems) => Task.FromResult<IResult>(new RazorComponentResult<TemplateScreen>(new
    {
        Kept = kept, Version = VersionOf(call.Db, kept), Sections = Names(call), Problems = problems,
        Done = call.Request.Query["_done"].ToString() is var done && Texts.IsComplete(done) && problems is [] ? done : "",
    })
    { StatusCode = problems is [] ? StatusCodes.Status200OK : StatusCodes.Status409Conflict });

    private static async Task<IResult> Asked(Call call, ReportTemplate kept, Place place, bool isNew, IReadOnlyList<string> problems, string after = "")
    {
        if (kept.IsShipped)
            return new SeeOther($"/templates/{kept.Id}");
        var reviews = call.Db.Reviews;
        return new RazorComponentResult<TemplatePlaceScreen>(new
        {
            Kept = kept, Version = await VersionAsync(call, kept), Place = place, Sections = Names(call), IsNew = isNew, Problems = problems, After = after,
            Written = isNew ? 0 : await call.Db.AuthorTexts.CountAsync(t => t.Place == place.Key && t.Markdown != "" && reviews.Any(r => r.Id == t.ReviewId && r.TemplateId == kept.Id), call.Stop),
        })
        { StatusCode = problems is [] ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    private static IReadOnlyDictionary<string, string> Names(Call call) => call.Service<IEnumerable<ISection>>().ToDictionary(s => s.Key, s => s.Title);

    /// <summary>Those there are, and those that shipped templates keep a place for: their modules are yet to come.</summary>
    private static IReadOnlySet<string> Known(Call call) => call.Service<IEnumerable<ISection>>().Select(s => s.Key).Concat(Template.Shipped.SelectMany(t => t.Places).SelectMany(p => p.Sections)).ToHashSet();

    private static int Seen(IFormCollection form) => int.TryParse(form["_version"], out var seen) ? seen : -1;

    private static int VersionOf(GenomlysDb db, ReportTemplate kept) => db.Entry(kept).Property<int>(Register.Version).CurrentValue;

    /// <summary>As it is kept now: saving once more over what another has said is then a choice.</summary>
    private static Task<int> VersionAsync(Call call, ReportTemplate kept) =>
        call.Db.Templates.IgnoreQueryFilters([Register.Live]).Where(t => t.Id == kept.Id).Select(t => EF.Property<int>(t, Register.Version)).SingleAsync(call.Stop);

    private static string Tidy(Microsoft.Extensions.Primitives.StringValues text) => text.ToString().ReplaceLineEndings("\n").Trim();
}

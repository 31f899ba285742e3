using Genomlys.Documents.Typst;
using Genomlys.Review.Paper.Pages;
using Genomlys.Review.Reading;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Paper;

/// <summary>The authority's paper is looked at, tried, sent, replaced, taken away and put back.</summary>
internal static class PaperRoutes
{
    public const string Address = "/templates/paper";

    private static readonly Words Texts = Words.Of<PaperRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var most = (WordPackage.Megabytes(app.ServiceProvider.GetRequiredService<IConfiguration>()) + 1L) << 20;
        var paper = app.MapGroup(Address).WithOrder(0);
        paper.Get("", call => ShownAsync(call)).Needs(Need.Read, Area.Reference);
        paper.Get("sample.{format}", SampleAsync).Needs(Need.Read, Area.Reference);
        paper.Get("{kind}/file", call => OfKind(call, kind => FileAsync(call, kind))).Needs(Need.Read, Area.Reference);
        var changes = paper.MapGroup("{kind}").Needs(Need.Write, Area.Reference);
        changes.Post("", (call, form) => OfKind(call, kind => SentAsync(call, form, kind))).WithMetadata(new ReadingRoutes.Largest(most)).WithFormOptions(multipartBodyLengthLimit: most);
        changes.Post("undo", (call, _) => OfKind(call, kind => ChangedAsync(call, kind, papers => papers.UndoAsync(kind, call.Stop), "Undone")));
        changes.Post("remove", (call, _) => OfKind(call, kind => ChangedAsync(call, kind, papers => papers.RemoveAsync(kind, call.Stop), "Removed")));
    }

    private static async Task<IResult> OfKind(Call call, Func<PaperKind, Task<IResult>> answer) => call.Part("kind") switch
    {
        "styles" => await answer(PaperKind.Styles),
        "logo" => await answer(PaperKind.Logo),
        _ => TypedResults.NotFound(),
    };

    /// <summary>Kept, or only tried: then a sample on it is the answer, and nothing is kept.</summary>
    private static async Task<IResult> SentAsync(Call call, IFormCollection form, PaperKind kind)
    {
        var (papers, alt) = (call.Service<Papers>(), form["alt"].ToString().Trim());
        if (form.Files["file"] is not { Length: > 0 } file)
            return await ShownAsync(call, kind, Texts["NoFile"], alt);
        var content = new MemoryStream();
        await file.CopyToAsync(content, call.Stop);
        var (paper, kept, problem) = await papers.WithAsync(kind, file.FileName, content.ToArray(), alt, call.Stop);
        if (paper is null)
            return await ShownAsync(call, kind, problem, alt);
        if (form["act"] == "try")
            return await WrittenAsync(call, paper, "docx");
        await papers.UseAsync(kind, file.FileName, kept, alt, call.Stop);
        return new SeeOther($"{Address}?_done={kind}");
    }

    private static async Task<IResult> ChangedAsync(Call call, PaperKind kind, Func<Papers, Task<Outcome>> change, string done) =>
        (await change(call.Service<Papers>())).Problem is { } problem ? await ShownAsync(call, kind, Texts[problem]) : new SeeOther($"{Address}?_done={done}");

    private static async Task<IResult> FileAsync(Call call, PaperKind kind)
    {
        var papers = call.Service<Papers>();
        return await papers.InUseAsync(kind, call.Stop) is not { } part ? TypedResults.NotFound()
            : kind is PaperKind.Logo ? TypedResults.Bytes(await papers.BytesAsync(part, call.Stop), "image/png")
            : TypedResults.Bytes(await papers.BytesAsync(part, call.Stop), "application/vnd.openxmlformats-officedocument.wordprocessingml.template", part.Name);
    }

    private static async Task<IResult> SampleAsync(Call call) => await WrittenAsync(call, await call.Service<Papers>().NowAsync(call.Stop), call.Part("format"));

    private static async Task<IResult> WrittenAsync(Call call, Stationery paper, string format)
    {
        if (format is "txt" || !paper.Writers(call.Service<TypstWorker>()).TryGetValue(format, out var writer) || (format is "pdf" && call.Service<TypstWorker>().Missing() is not null))
            return TypedResults.NotFound();
        var organisation = await call.Db.Units.Where(u => u.Level == UnitLevel.Administration).OrderBy(u => u.Path).Select(u => u.Name).FirstOrDefaultAsync(call.Stop) ?? "";
        var content = new MemoryStream();
        await writer.WriteAsync(paper.On(PaperSample.Document(organisation, call.Db.Today)), content, call.Stop);
        return TypedResults.Bytes(content.ToArray(), writer.MediaType, $"{Texts["Sample.File"]}.{format}");
    }

    private static async Task<IResult> ShownAsync(Call call, PaperKind? kind = null, string problem = "", string alt = "")
    {
        var papers = call.Service<Papers>();
        var (styles, logo) = (await papers.InUseAsync(PaperKind.Styles, call.Stop), await papers.InUseAsync(PaperKind.Logo, call.Stop));
        return new RazorComponentResult<PaperScreen>(new
        {
            Styles = styles, Logo = logo, Borrows = styles is null ? [] : (await papers.NowAsync(call.Stop)).Styles!.Borrows,
            CanUndo = (IReadOnlyList<PaperKind>)[.. await papers.CanUndoAsync(PaperKind.Styles, call.Stop) ? [PaperKind.Styles] : Array.Empty<PaperKind>(), .. await papers.CanUndoAsync(PaperKind.Logo, call.Stop) ? [PaperKind.Logo] : Array.Empty<PaperKind>()],
            HasPdf = call.Service<TypstWorker>().Missing() is null, Megabytes = WordPackage.Megabytes(call.Service<IConfiguration>()), Alt = alt is "" ? logo?.Alt ?? "" : alt,
            Draft = call.Db.Viewer.Reads(Area.Review) && await call.Db.Reviews.Where(r => r.Kind == ReviewKind.ManagementReview).OrderByDescending(r => r.Year).Select(r => (int?)r.Year).FirstOrDefaultAsync(call.Stop) is { } year ? $"/review/{year}/export.docx" : "",
            At = kind, Problem = problem, Done = problem is "" && call.Request.Query["_done"].ToString() is var done && Texts.IsComplete($"Done.{done}") ? $"Done.{done}" : "",
        })
        { StatusCode = problem is "" ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}

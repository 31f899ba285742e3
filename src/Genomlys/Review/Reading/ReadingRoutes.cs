using System.Globalization;
using Genomlys.Review.Reading.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Reading;

/// <summary>A report of an earlier year is sent, looked through piece by piece, and what is accepted enters its register. All of it works by plain forms.</summary>
internal static class ReadingRoutes
{
    private static readonly Words Texts = Words.Of<ReadingRegister>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var most = (app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue("Reading:Megabytes", 30L) + 1) << 20;
        var register = app.MapGroup("/readings").WithOrder(0);   // its own pages, where every register has others
        register.Get("{id:guid}", call => OnAsync(call, report => ShownAsync(call, report))).Needs(Need.Read, Area.Readings);
        register.Get("new", call => ListAsync(call, "")).Needs(Need.Write, Area.Readings);
        var all = app.MapGroup("/review/readings").WithOrder(0);
        all.Get("", call => ListAsync(call, "")).Needs(Need.Read, Area.Readings);
        all.Post("", (call, form) => ReadAsync(call, form.Files["file"])).Needs(Need.Write, Area.Readings).WithMetadata(new Largest(most)).WithFormOptions(multipartBodyLengthLimit: most);
        all.Get("{id:guid}", call => OnAsync(call, report => ShownAsync(call, report))).Needs(Need.Read, Area.Readings);
        all.Post("{id:guid}/pieces/{number:int}", (call, form) => ChangeAsync(call, report => PieceAsync(call, form, report))).Needs(Need.Decide, Area.Readings);
        all.Post("{id:guid}/accept", (call, form) => ChangeAsync(call, report => ManyAsync(call, form, report))).Needs(Need.Decide, Area.Readings);
    }

    private static async Task<IResult> OnAsync(Call call, Func<ReadReport, Task<IResult>> answer)
    {
        var wanted = new Id<ReadReport>(call.Id);
        return await call.Db.ReadReports.IgnoreQueryFilters([Register.Live]).AsNoTracking().SingleOrDefaultAsync(r => r.Id == wanted, call.Stop) is { } report ? await answer(report) : TypedResults.NotFound();
    }

    private static Task<IResult> ChangeAsync(Call call, Func<ReadReport, Task<IResult>> answer) => OnAsync(call, async report =>
        await IsHisAsync(call, report) ? await answer(report) : TypedResults.Forbid());

    private static async Task<bool> IsHisAsync(Call call, ReadReport report) => (await call.Service<ReadingRegister>().FootingAsync(call.Db, call.Stop, Rights.Decide)).Holds(report.UnitId);

    private static async Task<IResult> ListAsync(Call call, string problem)
    {
        var db = call.Db;
        var reports = await db.ReadReports.AsNoTracking().OrderByDescending(r => r.Year).ThenBy(r => r.Name).ToListAsync(call.Stop);
        var counts = await db.ReadPieces.GroupBy(p => p.ReportId)
            .Select(g => new { g.Key, All = g.Count(), Left = g.Count(p => p.State == PieceState.Proposed) }).ToDictionaryAsync(g => g.Key, g => (g.All - g.Left, g.All), call.Stop);
        return new RazorComponentResult<ReadingsScreen>(new { Reports = (IReadOnlyList<ReadReport>)reports, Counts = (IReadOnlyDictionary<Id<ReadReport>, (int Done, int All)>)counts, Problem = problem })
        { StatusCode = problem is "" ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }

    private static async Task<IResult> ReadAsync(Call call, IFormFile? file)
    {
        if (file is null)
            return await ListAsync(call, Texts["NoFile"]);
        var (id, outcome) = await call.Service<Readings>().KeepAsync(file.FileName, file.OpenReadStream, call.Stop);
        return id is { } kept ? new SeeOther(Accepting.HrefOf(kept)) : await ListAsync(call, Texts[outcome.Problem!]);
    }

    private static async Task<IResult> ShownAsync(Call call, ReadReport report)
    {
        var text = await call.Db.ReadTexts.AsNoTracking().SingleOrDefaultAsync(t => t.ReportId == report.Id, call.Stop);
        var (imports, accepting) = (call.Service<ImportService>(), call.Service<Accepting>());
        var isHis = call.Db.Viewer.May(Need.Decide, Area.Readings) && await IsHisAsync(call, report);
        return new RazorComponentResult<ReadingScreen>(new
        {
            Report = report, View = ReadingView.Of(call.Request.Query),
            Lines = text?.Lines ?? [], Headings = (IReadOnlySet<int>)(text?.Headings.Select(h => h.Line).ToHashSet() ?? []),
            Pieces = (IReadOnlyList<ReadPiece>)await accepting.PiecesAsync(report.Id, call.Stop),
            Takers = (IReadOnlyDictionary<ReadKind, Register>)Enum.GetValues<ReadKind>().Select(k => (Kind: k, Taker: imports.TakerOf(k)?.Register)).Where(t => t.Taker is not null).ToDictionary(t => t.Kind, t => t.Taker!),
            Figures = (IReadOnlyList<Figure>)[.. call.Db.Registers.Figures.Where(f => call.Db.Viewer.Reads(f.Register.Area))],
            Barred = isHis ? Enum.GetValues<ReadKind>().Select(k => (Kind: k, Why: accepting.WhyNot(k))).Where(b => b.Why is not null).ToDictionary(b => b.Kind, b => b.Why!) : null,
        });
    }

    /// <summary>What the form says holds, whatever button was pressed.</summary>
    private static async Task<IResult> PieceAsync(Call call, IFormCollection form, ReadReport report)
    {
        var (accepting, number) = (call.Service<Accepting>(), int.Parse(call.Part("number"), CultureInfo.InvariantCulture));
        if (await call.Db.ReadPieces.AsNoTracking().SingleOrDefaultAsync(p => p.ReportId == report.Id && p.Place == number, call.Stop) is not { } piece)
            return TypedResults.NotFound();
        if (accepting.WhyNot(piece.Kind) is not null)
            return TypedResults.Forbid();
        var act = form["act"].ToString();
        if (act is "accept" or "save" or "skip")
        {
            var said = form.Where(f => f.Key.StartsWith("says.", StringComparison.Ordinal)).ToDictionary(f => f.Key[5..], f => f.Value.ToString().ReplaceLineEndings("\n").Trim());
            var edited = await accepting.EditAsync(piece.Id, said, call.Stop);
            if (edited.IsDone && act is "accept")
                await accepting.AcceptAsync(report, [piece.Id], call.Stop);
            else if (edited.IsDone && act is "skip")
                await accepting.SkipAsync(piece.Id, call.Stop);
            else if (!edited.IsDone)
                return new SeeOther($"{Accepting.HrefOf(report.Id)}{ReadingView.Of(call.Request.Query).Query}#p-{number}");
        }
        else
            await accepting.ReturnAsync(piece.Id, call.Stop);
        return new SeeOther($"{Accepting.HrefOf(report.Id)}{ReadingView.Of(call.Request.Query).Query}#p-{number}");
    }

    /// <summary>A chapter's proposals as the page shows them, or all that are read with high confidence.</summary>
    private static async Task<IResult> ManyAsync(Call call, IFormCollection form, ReadReport report)
    {
        var (accepting, view) = (call.Service<Accepting>(), ReadingView.Of(call.Request.Query));
        var shown = (await accepting.PiecesAsync(report.Id, call.Stop)).Where(p => p.State is PieceState.Proposed && view.Shows(p) && accepting.WhyNot(p.Kind) is null);
        var chapter = int.TryParse(form["chapter"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : (int?)null;
        List<Id<ReadPiece>> meant = [.. shown.Where(p => chapter is null ? p.Confidence is Confidence.High : p.ChapterLine == chapter).Select(p => p.Id)];
        await accepting.AcceptAsync(report, meant, call.Stop);
        return new SeeOther($"{Accepting.HrefOf(report.Id)}{view.Query}#{(chapter is null ? "proposals" : $"c-{chapter}")}");
    }

    /// <summary>Beyond this many bytes a file is refused while it is being sent.</summary>
    internal sealed record Largest(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}

using System.Globalization;
using Genomlys.DataSubjects.Pages;
using Genomlys.Documents.Typst;
using Genomlys.Review.Paper;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.DataSubjects;

/// <summary>The data protection officer asks for a person, sees where there is something and takes it out as a file. All of it is posted, so that no address and no log names anyone; the files are made for the answer.</summary>
internal static class DataSubjectRoutes
{
    public const string Path = "/data-subjects";
    private static readonly Words Texts = Words.Of<DataSubjectsModule>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).Needs(Need.Write, Area.DataProtection);
        pages.Get("", call => Task.FromResult<IResult>(Asking(AccessRequest.Empty, [])));
        pages.Post("", (call, form) => WithAsync(call, form, isWhole: false, extract => FoundAsync(call, extract)));
        pages.Post("export.{format}", (call, form) => call.Part("format") switch
        {
            "json" => WithAsync(call, form, isWhole: true, extract => FileAsync(call, extract, "json", "application/json", () => Task.FromResult(ExtractJson.Of(extract)))),
            "pdf" when call.Service<TypstWorker>().Missing() is null => WithAsync(call, form, isWhole: true, extract => FileAsync(call, extract, "pdf", "application/pdf", () => PdfAsync(call, extract))),
            _ => Task.FromResult<IResult>(TypedResults.NotFound()),
        });
    }

    private static async Task<IResult> WithAsync(Call call, IFormCollection form, bool isWhole, Func<Extract, Task<IResult>> answer)
    {
        call.Http.Features.Set<OneRequest>(null);   // asked twice it is answered twice
        call.Db.Reading = "data-subjects";
        var request = new AccessRequest(Said("name"), Said("mail"), Said("signInName"), Said("number"), Said("because"));
        if (request.Problems() is [_, ..] problems)
            return Asking(request, problems);
        var (extract, outcome) = await call.Service<Extracting>().OfAsync(request, isWhole, call.Stop);
        return extract is null ? Asking(request, [("signInName", outcome.Problem!)]) : await answer(extract);

        string Said(string name) => form[name].ToString().Trim();
    }

    private static async Task<IResult> FoundAsync(Call call, Extract extract)
    {
        await TellAsync(call, AuditKind.Read, extract, "");
        return new RazorComponentResult<FoundScreen>(new { Extract = extract, HasPdf = call.Service<TypstWorker>().Missing() is null });
    }

    /// <summary>Told before it is handed out; what cannot be told is not.</summary>
    private static async Task<IResult> FileAsync(Call call, Extract extract, string format, string type, Func<Task<byte[]>> write)
    {
        var content = await write();
        await TellAsync(call, AuditKind.Exported, extract, format);
        return TypedResults.Bytes(content, type, $"{Texts["FileName"]}.{format}");
    }

    private static async Task<byte[]> PdfAsync(Call call, Extract extract)
    {
        var (paper, typst, content) = (await call.Service<Papers>().NowAsync(call.Stop), call.Service<TypstWorker>(), new MemoryStream());
        var organisation = await call.Db.Units.AsNoTracking().OrderBy(u => u.Path.Length).Select(u => u.Name).FirstOrDefaultAsync(call.Stop) ?? "";
        await new PdfWriter(typst).WriteAsync(paper.On(ExtractDocument.Of(extract, organisation, call.Db.Today, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)), content, call.Stop);
        return content.ToArray();
    }

    /// <summary>Who asked, when and for which case; never about whom.</summary>
    private static Task TellAsync(Call call, AuditKind kind, Extract extract, string format)
    {
        KeepAudit.Tell(call.Db, new AuditTold(kind, "data-subjects", null, format, extract.Request.Because));
        return call.Db.SaveChangesAsync(call.Stop);
    }

    private static RazorComponentResult<AskScreen> Asking(AccessRequest request, IReadOnlyList<(string Field, string Problem)> problems) =>
        new(new { Request = request, Problems = problems }) { StatusCode = problems is [] ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}

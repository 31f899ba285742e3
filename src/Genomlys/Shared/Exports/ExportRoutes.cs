using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;

namespace Genomlys.Shared.Exports;

/// <summary>A list as a file: exactly the rows and columns of the view.</summary>
public static class ExportRoutes
{
    private const string Csv = "text/csv; charset=utf-8", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapExport(this IEndpointRouteBuilder app, Register register)
    {
        var files = app.MapGroup(register.Path).WithOrder(1).Needs(Need.Read, register.Area);
        files.Get("export.csv", call => ExportAsync(register, call, Csv));
        files.Get("export.xlsx", call => ExportAsync(register, call, Xlsx));
    }

    private static async Task<IResult> ExportAsync(Register register, Call call, string type)
    {
        var selection = Selection.Parse(call.Request.Query);
        var content = new MemoryStream();
        using (IRowWriter rows = type is Csv ? new CsvRows(content) : new XlsxRows(content, register.Title, About(register, selection, call.Now)))
            await register.ExportAsync(call.Db, selection, rows, call.Stop);
        KeepAudit.Tell(call.Db, new AuditTold(AuditKind.Exported, register.Name, null, type is Csv ? "csv" : "xlsx"));
        await call.Db.SaveChangesAsync(call.Stop);
        content.Position = 0;
        return TypedResults.Stream(content, type, $"{register.Name}.{(type is Csv ? "csv" : "xlsx")}");
    }

    /// <summary>What the file shows and when it was fetched; on a sheet of its own, so that the file can be imported again.</summary>
    private static (string, string)[] About(Register register, Selection selection, DateTimeOffset now) =>
    [
        (Words.Kernel["Filter"], selection.Href(register.Path)),
        (Texts["Fetched"], Numbers.Moment(now)),
    ];

    internal static readonly Words Texts = Words.Of<CsvRows>();
}

using Genomlys.Incidents.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Incidents.Reporting;

/// <summary>Reporting for everyone: the form, and what has become of one's own.</summary>
internal static class ReportRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/reports").Needs(Need.Read, Area.Reporting);
        own.Get("", async call => new RazorComponentResult<ReportsScreen>(new { Records = await call.Service<ReportKeeper>().OwnAsync(null, call.Stop) }));
        own.Get("{id:guid}", async call => await call.Service<ReportKeeper>().OwnAsync(call.Id, call.Stop) is [var record]
            ? new RazorComponentResult<OwnReportScreen>(new { Record = record, IsSent = call.Request.Query["_done"] == "Sent" })
            : TypedResults.NotFound());

        var form = app.MapGroup("/reports/new").Needs(Need.Write, Area.Reporting);
        form.Get("", call => FormAsync(call, Report.Empty with { OccurredAt = new InstantKind().Fill(call.Now) }, []));
        form.Post("", async (call, said) =>
        {
            var report = new Report(said["summary"].ToString(), said["occurredAt"].ToString(), said["unit"].ToString(), said["personalData"].ToString());
            var (id, refusals) = await call.Service<ReportKeeper>().FileAsync(report, call.Stop);
            return refusals is [] ? new SeeOther($"/reports/{id}?_done=Sent") : await FormAsync(call, report, refusals);
        });
    }

    private static async Task<IResult> FormAsync(Call call, Report said, IReadOnlyList<Refusal> refusals) => new RazorComponentResult<ReportScreen>(new
    {
        Said = said, Refusals = refusals, Units = await call.Service<ReportKeeper>().UnitsAsync(call.Stop),
    });
}

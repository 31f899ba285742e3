using Genomlys.Accounts;
using Genomlys.ProtectedRecords.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.ProtectedRecords.BreakGlass;

/// <summary>Breaking a protected record open: asked by one, decided by another, both of whom have lately shown who they are.</summary>
internal static class BreakGlassRoutes
{
    private static readonly Words Texts = Words.Of<ProtectedRecordsModule>();

    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/break-glass").Needs(Need.Write, Area.ProtectedRecords);
        pages.Get("new", call => AskScreenAsync(call, null, ""));
        pages.Post("new", (call, form) => ProvedAsync(call, "/break-glass/new", async keeper =>
        {
            var (outcome, request) = await keeper.AskAsync(new BreakGlassRequest
            {
                Id = Id<BreakGlassRequest>.New(), AskedById = new Id<Account>(call.Db.Viewer.Account!.Value), AskedAt = call.Now,
                Register = Said("register"), Reference = Said("reference"), LegalGround = Said("legalGround"), Reason = Said("reason"), CaseNumber = Said("caseNumber"), AsHandler = form["asHandler"] == "true",
            }, call.Stop);
            return outcome.Problem is { } problem ? await AskScreenAsync(call, request, problem) : new SeeOther($"/break-glass/{request.Id}?_done=Asked");

            string Said(string name) => form[name].ToString().Trim();
        }));
        pages.Get("{id:guid}", call => ScreenAsync(call, ""));
        pages.Post("{id:guid}/end", (call, _) => ActAsync(call, "Ended", (keeper, id) => keeper.EndAsync(id, call.Stop)));

        var decisions = pages.MapGroup("{id:guid}").Needs(Need.Decide, Area.ProtectedRecords);
        decisions.Post("approve", (call, _) => ProvedAsync(call, $"/break-glass/{call.Id}", _ => ActAsync(call, "Approved", (keeper, id) => keeper.ApproveAsync(id, call.Stop))));
        decisions.Post("deny", (call, _) => ActAsync(call, "Denied", (keeper, id) => keeper.DenyAsync(id, call.Stop)));
        decisions.Post("review", (call, form) => ActAsync(call, "Reviewed", (keeper, id) => keeper.ReviewAsync(id, form["note"].ToString(), call.Stop)));
    }

    private static async Task<IResult> ProvedAsync(Call call, string page, Func<BreakGlassKeeper, Task<IResult>> act) =>
        Proof.IsFresh(call) ? await act(call.Service<BreakGlassKeeper>()) : Proof.Ask(page);

    private static async Task<IResult> ActAsync(Call call, string done, Func<BreakGlassKeeper, Id<BreakGlassRequest>, Task<Outcome>> act)
    {
        var (keeper, id) = (call.Service<BreakGlassKeeper>(), new Id<BreakGlassRequest>(call.Id));
        if (await keeper.FindAsync(id, call.Stop) is null)
            return TypedResults.NotFound();
        return (await act(keeper, id)).Problem is { } problem ? await ScreenAsync(call, problem) : new SeeOther($"/break-glass/{call.Id}?_done={done}");
    }

    private static async Task<IResult> AskScreenAsync(Call call, BreakGlassRequest? said, string problem) => new RazorComponentResult<AskScreen>(new
    {
        Registers = call.Db.Registers.All.Where(r => r.IsGuarded && call.Db.Viewer.Reads(r.Area)).ToList(),
        Own = await call.Service<BreakGlassKeeper>().OwnAsync(call.Stop),
        Said = said,
        Problem = problem,
        call.Now,
    });

    private static async Task<IResult> ScreenAsync(Call call, string problem)
    {
        if (await call.Service<BreakGlassKeeper>().FindAsync(new Id<BreakGlassRequest>(call.Id), call.Stop) is not { } request)
            return TypedResults.NotFound();
        Id<Account>?[] accounts = [request.AskedById, request.DecidedById, request.ReviewedById];
        var names = await call.Db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, call.Stop);
        var account = request.AskedById.Value;
        var own = request.AskedById.Value == call.Db.Viewer.Account;
        var opened = own && request.StateAt(call.Now) is BreakGlassState.Open or BreakGlassState.Over && request.AsHandler || own && request.StateAt(call.Now) is BreakGlassState.Open
            ? await call.Db.NamedOn().Where(h => h.Register == request.Register && h.NamedAt == request.DecidedAt).Select(h => h.RecordId).ToListAsync(call.Stop) : [];
        var done = call.Request.Query["_done"].ToString();
        return new RazorComponentResult<BreakGlassScreen>(new
        {
            Request = request,
            Register = call.Db.Registers.Of(request.Register)!,
            Names = names,
            Opened = opened,
            IsOwn = own,
            call.Now,
            Done = Texts.IsComplete(done) ? done : "",
            Problem = problem,
        });
    }
}

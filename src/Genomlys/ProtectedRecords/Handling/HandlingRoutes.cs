using Genomlys.ProtectedRecords.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.ProtectedRecords.Handling;

/// <summary>Who is named on a record, for those who open it; others are told that there is no such record.</summary>
internal static class HandlingRoutes
{
    private const int MostEvents = 100;
    private static readonly Words Texts = Words.Of<ProtectedRecordsModule>();

    public static void Map(IEndpointRouteBuilder app, Register register)
    {
        var pages = app.MapGroup($"{register.Path}/{{id:guid}}/handlers").Needs(Need.Read, register.Area);
        pages.Get("", call => ScreenAsync(register, call, ""));
        var changes = pages.MapGroup("").Needs(Need.Write, Area.ProtectedRecords);
        changes.Post("", (call, form) => ActAsync(register, call, form, "Named", (keeper, account) => keeper.NameAsync(register, call.Id, account, call.Stop)));
        changes.Post("remove", (call, form) => ActAsync(register, call, form, "Removed", (keeper, account) => keeper.RemoveAsync(register, call.Id, account, call.Stop)));
    }

    private static async Task<IResult> ActAsync(Register register, Call call, IFormCollection form, string done, Func<HandlerKeeper, Guid, Task<Outcome>> act)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is null)
            return TypedResults.NotFound();
        var outcome = Guid.TryParse(form["account"], out var account) ? await act(call.Service<HandlerKeeper>(), account) : Outcome.Refused("NotACandidate");
        call.Db.ChangeTracker.Clear();
        return outcome.Problem is { } problem ? await ScreenAsync(register, call, problem)
            : new SeeOther(account == call.Db.Viewer.Account && done is "Removed" ? register.Path : $"{register.Path}/{call.Id}/handlers?_done={done}");
    }

    private static async Task<IResult> ScreenAsync(Register register, Call call, string problem)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not { } record)
            return TypedResults.NotFound();
        var keeper = call.Service<HandlerKeeper>();
        var mayName = keeper.MayName(register, call.Id);
        var isProtected = register.Stored(call.Db, [call.Id])[call.Id].Class is Secrecy.Protected;
        var named = await keeper.OnAsync(call.Id, call.Stop);
        var done = call.Request.Query["_done"].ToString();
        return new RazorComponentResult<HandlersScreen>(new
        {
            Register = register,
            Record = record,
            Named = named,
            Candidates = mayName ? (await keeper.CandidatesAsync(register, call.Id, call.Stop)).Where(c => named.All(n => n.Handler.AccountId != c.Id.Value || n.Handler.Until is not null)).ToList() : [],
            Events = isProtected ? await keeper.EventsAsync(call.Id, MostEvents, call.Stop) : [],
            IsProtected = isProtected,
            MayName = mayName,
            Done = Texts.IsComplete(done) ? done : "",
            Problem = problem,
        });
    }
}

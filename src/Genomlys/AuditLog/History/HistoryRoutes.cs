using System.Globalization;
using Genomlys.AuditLog.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.AuditLog.History;

/// <summary>What a record has said, who changed it, and one's own last change taken back.</summary>
internal static class HistoryRoutes
{
    private static readonly Words Texts = Words.Of<AuditEventRegister>();

    public static void Map(IEndpointRouteBuilder app, Register register)
    {
        var pages = app.MapGroup($"{register.Path}/{{id:guid}}/history").Needs(Need.Read, register.Area);
        pages.Get("", call => ScreenAsync(register, call, []));
        pages.MapGroup("").Needs(Need.Write, register.Area).Post("undo", (call, form) => UndoAsync(register, call, form));
    }

    private static async Task<IResult> UndoAsync(Register register, Call call, IFormCollection form)
    {
        var db = call.Db;
        if (await register.FindAsync(db, call.Id, call.Stop) is null)
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(db, call.Id, call.Stop))
            return TypedResults.Forbid();
        var acts = await call.Service<RecordHistory>().OfAsync(register, call.Id, call.Stop);
        if (Last(acts, db.Viewer) is not { CanBeUndone: true } last || $"{last.Id}" != form["act"])
            return NotLast(register, call);
        db.Because = Texts.Format("Undo.Because", Numbers.Moment(last.At));
        int? version = int.TryParse(form["_version"], out var seen) ? seen : null;
        var saved = await register.SaveAsync(db, call.Id, version, last.Changes.ToDictionary(c => c.Field.Key, c => (object?)c.Before!.Written), call.Now, call.Stop);
        db.ChangeTracker.Clear();
        return saved.Status switch
        {
            SaveStatus.Done => new SeeOther($"{register.Path}/{call.Id}/history?_done=Undone"),
            SaveStatus.Missing => TypedResults.NotFound(),
            SaveStatus.Forbidden => TypedResults.Forbid(),
            SaveStatus.Stale => NotLast(register, call),
            SaveStatus.Refused => await ScreenAsync(register, call, [.. saved.Refusals.Select(r => $"{r.Label}: {r.Problem}")]),
        };
    }

    /// <summary>Someone has done something since the page was shown: it is shown anew, and says so.</summary>
    private static SeeOther NotLast(Register register, Call call) => new($"{register.Path}/{call.Id}/history?_done=Undo.NotLast");

    /// <summary>The last that was done to the record, if the viewer did it; that someone has read it, or hung a file on it, has changed nothing of what it says.</summary>
    private static PastAct? Last(IReadOnlyList<PastAct> acts, Viewer viewer) => acts.FirstOrDefault(a => a.IsOfRecord) is { } last && last.Actor is { } actor && actor == viewer.Account ? last : null;

    private static async Task<IResult> ScreenAsync(Register register, Call call, IReadOnlyList<string> problems)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not { } record)
            return TypedResults.NotFound();
        var acts = await call.Service<RecordHistory>().OfAsync(register, call.Id, call.Stop);
        var origin = await register.SourceAsync(call.Db, call.Id, call.Stop);
        var asked = call.Request.Query["day"].ToString();
        var done = call.Request.Query["_done"].ToString();
        DateOnly? day = DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return new RazorComponentResult<HistoryScreen>(new
        {
            Register = register,
            Record = record,
            Acts = acts,
            Then = day is { } on ? RecordHistory.On(on, record, acts, origin?.Run.ImportedAt) : null,
            Asked = asked,
            Origin = origin,
            Undoable = Last(acts, call.Db.Viewer) is { CanBeUndone: true } last && record.ArchivedAt is null && await register.MayChangeAsync(call.Db, call.Id, call.Stop) ? last.Id : (Id<AuditEvent>?)null,
            Done = done is "Undone" ? done : "",
            Problems = done is "Undo.NotLast" ? [Texts[done]] : problems,
        });
    }
}

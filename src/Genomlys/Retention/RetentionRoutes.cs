using Genomlys.Retention.Pages;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Retention;

/// <summary>What is due in a register, and what holds for a record.</summary>
internal static class RetentionRoutes
{
    private static readonly Words Texts = Words.Of<RetentionModule>();

    public static void Map(IEndpointRouteBuilder app, Register register)
    {
        var pages = app.MapGroup(register.Path).Needs(Need.Read, register.Area);
        pages.Get("retention", call => DueAsync(register, call));
        pages.Get("{id:guid}/retention", call => RecordAsync(register, call, "", ""));
        var changes = app.MapGroup(register.Path).Needs(Need.Write, register.Area);
        changes.Post("retention", (call, form) => MarkAsync(register, call, form));
        changes.Post("{id:guid}/retention", (call, form) => DecideAsync(register, call, form));
    }

    private static async Task<IResult> DueAsync(Register register, Call call)
    {
        var retaining = call.Service<Retaining>();
        var (rules, due, decided) = (await retaining.RulesAsync(register, call.Stop), await retaining.DueAsync(register, call.Stop), await retaining.DecidedAsync(register, call.Stop));
        var titles = (await register.TitlesAsync(call.Db, [.. due.SelectMany(d => d.Records.Take(DueScreen.MostShown)), .. decided.Select(d => d.RecordId)], call.Stop, [.. due.Select(d => d.Counted.Day).OfType<Field>()])).ToDictionary(r => r.Id);
        return new RazorComponentResult<DueScreen>(new
        {
            Register = register,
            Rules = rules,
            Due = due,
            Decided = decided.Where(d => titles.ContainsKey(d.RecordId)).ToList(),
            Titles = titles,
            Goes = retaining.Due,
            MayMark = call.Db.Viewer.May(Need.Write, register.Area),
            Marked = int.TryParse(call.Request.Query["_marked"], out var marked) ? marked : (int?)null,
        });
    }

    private static async Task<IResult> MarkAsync(Register register, Call call, IFormCollection form)
    {
        if (!Guid.TryParse(form["rule"], out var rule))
            return TypedResults.BadRequest();
        var marked = await call.Service<Retaining>().MarkAsync(register, rule, call.Stop);
        return new SeeOther($"{register.Path}/retention?_marked={marked}");
    }

    private static async Task<IResult> DecideAsync(Register register, Call call, IFormCollection form)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is null)
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();
        var (retaining, reason) = (call.Service<Retaining>(), form["reason"].ToString());
        call.Db.ChangeTracker.Clear();
        var outcome = form["act"].ToString() switch
        {
            "hold" => await retaining.HoldAsync(register, call.Id, reason, call.Stop),
            "release" => await retaining.ReleaseAsync(register, call.Id, reason, call.Stop),
            _ => Outcome.Refused("NothingDecided"),
        };
        call.Db.ChangeTracker.Clear();
        return outcome.Problem is { } problem ? await RecordAsync(register, call, problem, reason) : new SeeOther($"{register.Path}/{call.Id}/retention?_done=true");
    }

    private static async Task<IResult> RecordAsync(Register register, Call call, string problem, string reason)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not { } record)
            return TypedResults.NotFound();
        var retaining = call.Service<Retaining>();
        return new RazorComponentResult<RetentionScreen>(new
        {
            Register = register,
            Record = record,
            Rules = await retaining.RulesAsync(register, call.Stop),
            Standing = await retaining.OfAsync(register, call.Id, call.Stop),
            MayDecide = await register.MayChangeAsync(call.Db, call.Id, call.Stop),
            IsDone = call.Request.Query["_done"] == "true",
            Problem = Texts.IsComplete(problem) ? problem : "",
            Reason = reason,
        });
    }
}

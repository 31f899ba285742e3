using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Shared.Lineage;

/// <summary>What a register has whose records are followed: suggestions between years, and what a person finds of two of them.</summary>
internal static class LineageRoutes
{
    public static void Map(IEndpointRouteBuilder app, Register register, ITracedRegister traced)
    {
        var pages = app.MapGroup(register.Path).WithOrder(1);
        pages.Get("matches", call => MatchesAsync(traced, call)).Needs(Need.Read, register.Area);
        pages.Post("{id:guid}/lineage", (call, form) => JudgeAsync(register, traced, call, form)).Needs(Need.Write, register.Area);
    }

    private static async Task<IResult> MatchesAsync(ITracedRegister register, Call call)
    {
        var year = int.TryParse(call.Request.Query["year"], out var asked) ? asked : call.Db.Today.Year;
        return new RazorComponentResult<MatchesScreen>(new { Matches = await register.MatchesAsync(call.Db, year, call.Stop), Problem = call.Request.Query["problem"].ToString() });
    }

    private static async Task<IResult> JudgeAsync(Register register, ITracedRegister traced, Call call, IFormCollection form)
    {
        if (!Guid.TryParse(form["earlier"], out var earlier))
            return TypedResults.NotFound();
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not null && !await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();   // read, but not his to write
        var kind = Enum.TryParse<Kinship>(form["kind"], out var said) && Enum.IsDefined(said) ? said : (Kinship?)null;
        var back = int.TryParse(form["year"], out var year) ? $"{register.Path}/matches?year={year}" : $"{register.Path}/{call.Id}?of=lineage";
        return await traced.JudgeAsync(call.Db, call.Id, earlier, kind, call.Now, call.Stop) switch
        {
            null => TypedResults.NotFound(),
            { IsDone: true } => new SeeOther(back),
            { Problem: "OutOfReach" } => TypedResults.Forbid(),
            { Problem: var problem } => new SeeOther($"{back}&problem={problem}"),
        };
    }
}

using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Genomlys.Shared.Registers;

/// <summary>Saying the same of all records of a selection: choose the field, see how many will change, confirm. The selection stands in the address all the way.</summary>
public static class BulkRoutes
{
    internal static readonly Words Texts = Words.Of<Register>();

    public static void MapBulk(this IEndpointRouteBuilder app, Register register)
    {
        if (!register.Fields.Any(CanBeSaidOfMany))
            return;
        var bulk = app.MapGroup($"{register.Path}/bulk").WithOrder(1).Needs(Need.Write);

        bulk.MapGet("", async (HttpRequest request, GenomlysDb db, CancellationToken stop) =>
            await ScreenAsync(register, db, Selection.Parse(request.Query), request.Query["_field"].ToString(), "", null, false, stop));

        bulk.MapPost("", async Task<IResult> (HttpRequest request, [FromForm] IFormCollection form, GenomlysDb db, TimeProvider clock, CancellationToken stop) =>
        {
            var selection = Selection.Parse(request.Query);
            var field = form["_field"].ToString();
            var value = form[field].ToString();
            var preview = await register.ChangeAllAsync(db, selection, field, value, save: false, clock.GetUtcNow(), stop);
            var isConfirmed = form["act"] == "confirm" && preview is { Changed: > 0, Refusals: [] } && register.Check(db, selection) is [];
            var isAsSeen = form["_seen"] == $"{preview.Changed}" && form["_value"] == value;
            if (!isConfirmed || !isAsSeen)
                return await ScreenAsync(register, db, selection, field, value, preview, isConfirmed, stop);
            var done = await register.ChangeAllAsync(db, selection, field, value, save: true, clock.GetUtcNow(), stop);
            return done.Refusals is []
                ? new SeeOther(After(register, selection, field, value).Href(register.Path))
                : await ScreenAsync(register, db, selection, field, value, done, false, stop);
        });
    }

    /// <summary>Whether many records may say the same in it: it can be changed, and it is not what tells records apart.</summary>
    public static bool CanBeSaidOfMany(Field field) => field is { IsGiven: true, CanChange: true, IsKey: false };

    /// <summary>The same selection, now that its records say something else.</summary>
    private static Selection After(Register register, Selection selection, string field, string value)
    {
        var others = selection.Without(field);
        return register.Fields.Any(f => f.Key == field && f.Choices is [_, ..]) ? others.With(field, value is "" ? Selection.Missing : value) : others;
    }

    private static async Task<RazorComponentResult> ScreenAsync(Register register, GenomlysDb db, Selection selection, string field, string value, BulkChange? change, bool hasMoved, CancellationToken stop)
    {
        var inputs = (await register.InputsAsync(db, null, stop)).Where(i => CanBeSaidOfMany(i.Field)).ToList();
        return new RazorComponentResult(typeof(BulkScreen), new
        {
            Register = register,
            Selection = selection with { Page = 1, Columns = [] },
            Total = await register.CountAsync(db, selection, stop),
            Problems = register.Check(db, selection),
            Inputs = inputs,
            Chosen = inputs.Find(i => i.Field.Key == field),
            Value = value,
            Change = change,
            HasMoved = hasMoved,
        });
    }
}

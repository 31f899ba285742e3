using Genomlys.Shared.Access;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Shared.Registers;

/// <summary>Saying the same of all records of a selection: choose the field, see how many will change, confirm. The selection stands in the address all the way.</summary>
public static class BulkRoutes
{
    internal static readonly Words Texts = Words.Of<Register>();

    public static void MapBulk(this IEndpointRouteBuilder app, Register register)
    {
        if (!register.Fields.Any(CanBeSaidOfMany))
            return;
        var bulk = app.MapGroup($"{register.Path}/bulk").WithOrder(1).Needs(Need.Write, register.Area);

        bulk.Get("", async call => await ScreenAsync(register, call, Selection.Parse(call.Request.Query), call.Request.Query["_field"].ToString(), "", null, false));

        bulk.Post("", async (call, form) =>
        {
            var (db, selection) = (call.Db, Selection.Parse(call.Request.Query));
            var field = form["_field"].ToString();
            var value = form[field].ToString();
            var preview = await register.ChangeAllAsync(db, selection, field, value, save: false, call.Now, call.Stop);
            var isConfirmed = form["act"] == "confirm" && preview is { Changed: > 0, Refusals: [] } && register.Check(db, selection) is [];
            var isAsSeen = form["_seen"] == $"{preview.Changed}" && form["_value"] == value;
            if (!isConfirmed || !isAsSeen)
                return await ScreenAsync(register, call, selection, field, value, preview, isConfirmed);
            var done = await register.ChangeAllAsync(db, selection, field, value, save: true, call.Now, call.Stop);
            return done.Refusals is []
                ? new SeeOther(After(register, selection, field, value).Href(register.Path))
                : await ScreenAsync(register, call, selection, field, value, done, false);
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

    private static async Task<RazorComponentResult> ScreenAsync(Register register, Call call, Selection selection, string field, string value, BulkChange? change, bool hasMoved)
    {
        var inputs = (await register.InputsAsync(call.Db, null, call.Stop)).Where(i => CanBeSaidOfMany(i.Field)).ToList();
        return new RazorComponentResult(typeof(BulkScreen), new
        {
            Register = register,
            Selection = selection with { Page = 1, Columns = [] },
            Total = await register.CountAsync(call.Db, selection, call.Stop),
            Problems = register.Check(call.Db, selection),
            Inputs = inputs,
            Chosen = inputs.Find(i => i.Field.Key == field),
            Value = value,
            Change = change,
            HasMoved = hasMoved,
        });
    }
}

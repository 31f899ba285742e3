using Genomlys.Shared.Access;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;

namespace Genomlys.Shared.Attachments;

/// <summary>The files of a record for machines. A content is sent as it is (application/octet-stream), which no form of another site can, and no piece of it waits anywhere on the way.</summary>
internal static class AttachmentApi
{
    private const string Raw = "application/octet-stream";

    public static void MapAttachmentApi(this IEndpointRouteBuilder app, Register register)
    {
        var most = app.ServiceProvider.GetRequiredService<AttachmentLimits>().FileBytes + 1;
        var api = app.MapGroup($"/api{register.Path}/{{id:guid}}/attachments").WithTags(register.Name).DisableAntiforgery().WithOrder(1).Needs(Need.Read, register.Area);
        var changes = api.MapGroup("").Needs(Need.Write, register.Area);
        api.Get("", call => ListAsync(register, call)).WithMetadata(new AttachmentApiOf(register, AttachmentAct.List));
        api.Get("{attachment:guid}", call => FetchAsync(register, call)).WithMetadata(new AttachmentApiOf(register, AttachmentAct.Fetch));
        changes.On(HttpMethods.Post, "", call => AddAsync(register, call)).WithMetadata(new AttachmentApiOf(register, AttachmentAct.Add), new ImportRoutes.Largest(most));
        changes.On(HttpMethods.Delete, "{attachment:guid}", call => RemoveAsync(register, call)).WithMetadata(new AttachmentApiOf(register, AttachmentAct.Remove));
    }

    internal static string Tag(Attachment file) => $"\"{file.Sha256}\"";

    private static async Task<IResult> ListAsync(Register register, Call call) => await register.FindAsync(call.Db, call.Id, call.Stop) is null ? TypedResults.NotFound()
        : TypedResults.Ok(new { Items = (await call.Service<AttachmentKeeper>().ListAsync(register, call.Id, call.Stop)).Select(l => Body(l.File, l.Who, l.IsServed)) });

    private static async Task<IResult> FetchAsync(Register register, Call call)
    {
        if (await AttachmentRoutes.FindAsync(register, call) is not { File: var file })
            return TypedResults.NotFound();
        if (await ServedAttachment.OfAsync(file, call) is { } served)
            return served;
        var why = ServedAttachment.WhyNot(file, call);
        return TypedResults.Problem(AttachmentKeeper.Texts[$"NotServed.{why}"], statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AddAsync(Register register, Call call)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not { } record)
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();
        if (call.Request.ContentType != Raw)
            return TypedResults.Problem(AttachmentKeeper.Texts["NotRaw"], statusCode: StatusCodes.Status415UnsupportedMediaType);
        var asked = call.Request.Query;
        var kept = await call.Service<AttachmentKeeper>().AddAsync(register, record, asked["name"].ToString(), asked[AttachmentKeeper.DescriptionField].ToString(), call.Request.Body, call.Stop);
        if (kept.File is not { } file)
            return TypedResults.ValidationProblem(kept.Refusals.GroupBy(r => r.Field).ToDictionary(r => r.Key, r => r.Select(p => p.Problem).ToArray()));
        call.Http.Response.Headers.ETag = Tag(file);
        return TypedResults.Created($"/api{register.Path}/{call.Id}/attachments/{file.Id}", new { Id = file.Id.Value, file.Sha256 });
    }

    private static async Task<IResult> RemoveAsync(Register register, Call call)
    {
        if (await AttachmentRoutes.FindAsync(register, call) is not { File: var file })
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();
        if (call.Request.Headers.IfMatch.ToString() is not { Length: > 0 } seen)
            return TypedResults.Problem("If-Match", statusCode: StatusCodes.Status428PreconditionRequired);
        if (seen != Tag(file))
            return TypedResults.Problem(Words.Kernel["Stale"], statusCode: StatusCodes.Status412PreconditionFailed);
        await call.Service<AttachmentKeeper>().RemoveAsync(register, file, call.Stop);
        return TypedResults.NoContent();
    }

    private static object Body(Attachment file, string who, bool isServed) => new
    {
        Id = file.Id.Value, file.Name, file.Description, file.MediaType, file.Size, file.Sha256, State = $"{file.State}", IsServed = isServed, SentBy = who, file.SentAt,
    };
}

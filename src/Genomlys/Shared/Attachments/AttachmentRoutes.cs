using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Genomlys.Shared.Attachments;

/// <summary>The files of a record: fetched by those who read it, added and removed by those who may change it.</summary>
internal static class AttachmentRoutes
{
    internal const long FormBesideFile = 1 << 20;

    /// <summary>What the page says after an act.</summary>
    internal const string Said = "_attachment";

    public static void Add(WebApplicationBuilder builder)
    {
        if (Path.GetFullPath(builder.Environment.WebRootPath ?? "wwwroot") is var web && Keys.AttachmentFolder(builder.Configuration) is var folder && (folder == web || folder.StartsWith(web + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw new SettingException(Words.Kernel.Format("NoSuchSetting", "Attachments:Folder"));   // what lies there anyone may fetch
        builder.Services.AddSingleton(AttachmentLimits.Of(builder.Configuration)).AddSingleton(AttachmentTypes.Of(builder.Configuration)).AddSingleton<AttachmentFiles>().AddSingleton<Scanner>().AddSingleton<Examination>()
            .AddScoped<AttachmentKeeper>().AddHostedService<Examining>();
    }

    public static void MapAttachments(this IEndpointRouteBuilder app, Register register)
    {
        var most = app.ServiceProvider.GetRequiredService<AttachmentLimits>().FileBytes + FormBesideFile;
        var pages = app.MapGroup($"{register.Path}/{{id:guid}}/attachments").WithOrder(1).Needs(Need.Read, register.Area);
        var changes = pages.MapGroup("").Needs(Need.Write, register.Area);
        pages.Get("{attachment:guid}", call => FetchAsync(register, call));
        changes.Post("", (call, form) => AddAsync(register, call, form)).WithMetadata(new ImportRoutes.Largest(most)).WithFormOptions(multipartBodyLengthLimit: most);
        changes.Post("{attachment:guid}/remove", (call, form) => RemoveAsync(register, call, form));
    }

    /// <summary>The record and one of its files; nothing where either is hidden.</summary>
    internal static async Task<(Record Record, Attachment File)?> FindAsync(Register register, Call call)
    {
        var id = Guid.Parse(call.Part("attachment"));
        call.Db.Reading = $"attachment {id}";
        return await register.FindAsync(call.Db, call.Id, call.Stop) is { } record && await call.Service<AttachmentKeeper>().FindAsync(register, call.Id, id, call.Stop) is { } file ? (record, file) : null;
    }

    private static async Task<IResult> FetchAsync(Register register, Call call)
    {
        if (await FindAsync(register, call) is not { File: var file })
            return TypedResults.NotFound();
        return await ServedAttachment.OfAsync(file, call) is { } served ? served : new SeeOther(Page(register, call, ServedAttachment.WhyNot(file, call)));
    }

    private static async Task<IResult> AddAsync(Register register, Call call, IFormCollection form)
    {
        if (await register.FindAsync(call.Db, call.Id, call.Stop) is not { } record)
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();
        var (file, description) = (form.Files[AttachmentKeeper.FileField], form[AttachmentKeeper.DescriptionField].ToString());
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var kept = await call.Service<AttachmentKeeper>().AddAsync(register, record, file?.FileName ?? "", description, content, call.Stop);
        return kept.File is not null
            ? new SeeOther(Page(register, call, "Added"))
            : await RegisterRoutes.RecordAsync(register, call, description, kept.Refusals);
    }

    /// <summary>Asked once more before it is gone.</summary>
    private static async Task<IResult> RemoveAsync(Register register, Call call, IFormCollection form)
    {
        if (await FindAsync(register, call) is not { Record: var record, File: var file })
            return TypedResults.NotFound();
        if (!await register.MayChangeAsync(call.Db, call.Id, call.Stop))
            return TypedResults.Forbid();
        if (form["act"] != "confirm")
            return new RazorComponentResult<AttachmentRemoveScreen>(new { Register = register, Record = record, File = file });
        call.Db.Because = form["_because"].ToString().Trim();
        await call.Service<AttachmentKeeper>().RemoveAsync(register, file, call.Stop);
        return new SeeOther(Page(register, call, "Removed"));
    }

    private static string Page(Register register, Call call, string said) => $"{register.Path}/{call.Id}?{Said}={said}#attachments";
}

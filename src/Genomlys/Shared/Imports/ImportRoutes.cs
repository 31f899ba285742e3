using System.Globalization;
using Genomlys.Shared.Access;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Imports;

/// <summary>A file into a register in three steps: sent, looked through, confirmed; and every import there was, with the way back.</summary>
public static class ImportRoutes
{
    private const int FormBesideFile = 1 << 20, RunsListed = 200, RefusalsListed = 500;

    public static void MapImport(this IEndpointRouteBuilder app, Register register)
    {
        var limits = app.ServiceProvider.GetRequiredService<ImportLimits>();
        var pages = app.MapGroup($"{register.Path}/import").WithOrder(1).Needs(Need.Import, register.Area);

        pages.Get("", call => Task.FromResult<IResult>(Upload(register, call.Service<ImportService>(), "")));
        pages.Post("", (call, form) => UploadAsync(register, call, form, limits))
            .WithMetadata(new Largest(limits.FileBytes + FormBesideFile)).WithFormOptions(multipartBodyLengthLimit: limits.FileBytes + FormBesideFile);
        pages.Get("{id:guid}", call => PreviewAsync(register, call, null));
        pages.Post("{id:guid}", (call, form) => PreviewAsync(register, call, form));
    }

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/imports").Needs(Need.SignIn);
        pages.Get("", async call => Screen<ImportsScreen>(new
        {
            Runs = await call.Service<ImportService>().Runs.AsNoTracking().OrderByDescending(r => r.ImportedAt).Take(RunsListed).ToListAsync(call.Stop),
            Registers = call.Service<RegisterBook>(),
        }));
        pages.Get("{id:guid}", call => RunAsync(call, call.Request.Query["_done"].ToString(), null));
        pages.Post("{id:guid}/undo", async (call, _) => await call.Service<ImportService>().UndoAsync(new Id<ImportRun>(call.Id), call.Stop) is { IsDone: false } refused
            ? await RunAsync(call, "", refused)
            : new SeeOther($"/imports/{call.Id}?_done=undone"));
    }

    private static RazorComponentResult Upload(Register register, ImportService imports, string problem) => Screen<UploadScreen>(new
    {
        Register = register,
        Problem = problem,
        Sources = imports.Importers.Where(i => i.Register == register.Name).Select(i => new Definition(register.Words[i.TextKey], string.Join(", ", i.Headers))).ToList(),
    });

    private static async Task<IResult> UploadAsync(Register register, Call call, IFormCollection form, ImportLimits limits)
    {
        var (imports, uploads, stop) = (call.Service<ImportService>(), call.Service<Uploads>(), call.Stop);
        if (form.Files.FirstOrDefault() is not { } file)
            return new SeeOther($"{register.Path}/import");
        await using var content = file.OpenReadStream();
        if (await uploads.KeepAsync(file.FileName, content, stop) is not { } upload)
            return Upload(register, imports, Problem.Of("Large", file.FileName, limits.FileBytes >> 20).ToString());
        if (imports.Open((await uploads.FindAsync(upload.Id.Value, stop))!).Problem is not { } problem)
            return new SeeOther($"{register.Path}/import/{upload.Id}");
        await uploads.RemoveAsync(upload.Id.Value, stop);
        return Upload(register, imports, problem.ToString());
    }

    private static async Task<IResult> PreviewAsync(Register register, Call call, IFormCollection? form)
    {
        var (id, imports, uploads, stop) = (call.Id, call.Service<ImportService>(), call.Service<Uploads>(), call.Stop);
        if (await uploads.FindAsync(id, stop) is not { } file)
            return TypedResults.NotFound();
        var target = imports.Find(form is not null ? form["importer"].ToString() : call.Request.Query["source"].ToString() is { Length: > 0 } source ? source : register.Name) is { } known && known.Register == register ? known : new ImportTarget(register, null);
        var offer = imports.Open(file, target);
        if (offer.Sample is not { } sheet)
            return Upload(register, imports, offer.Problem!.ToString());
        var plan = form is not null ? PlanOf(form, sheet, target) : (await imports.MappingAsync(target, sheet, null, stop))!;
        DateOnly? asOf = DateOnly.TryParseExact(form?["asOf"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (form is not null)
            await imports.RememberAsync(new ImportTarget(register, null), sheet, plan, form["mapping"].ToString() is { Length: > 0 } name ? name : null, stop);
        var outcome = form?["act"].ToString() is "confirm"
            ? await imports.ConfirmAsync(file, target, plan, asOf, stop, isWhole: form["whole"].ToString() is "on")
            : await imports.PreviewAsync(file, target, plan, asOf, stop);
        var others = offer.Targets.Where(t => t.Importer!.Key != plan.Importer).ToList();
        if (outcome.RunId is { } run)
        {
            if (others is [])
                await uploads.RemoveAsync(id, stop);
            return new SeeOther($"/imports/{run}?_done=imported");
        }
        return Screen<PreviewScreen>(new
        {
            Register = register,
            FileName = file.Name,
            Sheet = sheet,
            Plan = plan,
            Outcome = outcome,
            Choices = (await register.InputsAsync(call.Db, null, stop)).ToDictionary(i => i.Field.Key, i => i.Choices),
            Others = others.Select(t => new Definition(t.Register.Title, t.Title, $"{t.Register.Path}/import/{id}?source={t.Importer!.Key}")).ToList(),
        });
    }

    private static async Task<IResult> RunAsync(Call call, string done, UndoOutcome? refused)
    {
        var (db, limits, stop, wanted) = (call.Db, call.Service<ImportLimits>(), call.Stop, new Id<ImportRun>(call.Id));
        db.ChangeTracker.Clear();
        if (await call.Service<ImportService>().Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == wanted, stop) is not { } run || call.Service<RegisterBook>().Of(run.Register) is not { } register)
            return TypedResults.NotFound();
        return Screen<ImportRunScreen>(new
        {
            Run = run,
            Register = register,
            Refusals = await db.ImportRefusals.AsNoTracking().Where(r => r.RunId == wanted).OrderBy(r => r.Line).Take(RefusalsListed).ToListAsync(stop),
            CanUndo = run.UndoneAt is null && call.Now - run.ImportedAt <= limits.UndoWithin,
            UndoUntil = run.ImportedAt + limits.UndoWithin,
            IsNew = done is "imported",
            Undo = refused,
        });
    }

    /// <summary>What the form says, and what the known source says of fields that the form does not show.</summary>
    private static Plan PlanOf(IFormCollection form, Sheet sheet, ImportTarget target) => new()
    {
        Columns = sheet.Headers.Index().Select(h => (h.Item, Field: form[$"column.{h.Index}"].ToString())).Where(m => m.Field is not "").ToDictionary(m => m.Item, m => m.Field),
        Constants = (target.Importer?.PlanFor(target.Register, sheet.Headers).Constants ?? []).Where(c => !form.ContainsKey($"all.{c.Key}"))
            .Concat(form.Keys.Where(k => k.StartsWith("all.", StringComparison.Ordinal) && form[k].ToString() is not "").Select(k => KeyValuePair.Create(k[4..], form[k].ToString()))).ToDictionary(),
        OnlyColumn = form["onlyColumn"].ToString(),
        OnlyValue = form["onlyValue"].ToString(),
        Importer = form["importer"].ToString(),
        Sheet = form["sheet"].ToString(),
    };

    /// <summary>Beyond this many bytes a file is refused while it is being sent.</summary>
    internal sealed record Largest(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    private static RazorComponentResult Screen<C>(object parameters) where C : Microsoft.AspNetCore.Components.IComponent => new(typeof(C), parameters);
}

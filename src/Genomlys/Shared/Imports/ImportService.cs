using System.Text.Json;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Shared.Imports;

/// <summary>Files into registers: looked at, tried, carried out and undone. Pages and command line use the same.</summary>
public sealed class ImportService(GenomlysDb db, RegisterBook registers, IEnumerable<Importer> importers, ImportLimits limits, TimeProvider clock)
{
    public IReadOnlyList<Importer> Importers { get; } = [.. importers];

    /// <summary>By the name of a register or the key of a known source.</summary>
    public ImportTarget? Find(string kind) =>
        Importers.FirstOrDefault(i => i.Key == kind) is { } importer ? TargetOf(importer)
        : registers.Of(kind) is { } register ? new ImportTarget(register, null)
        : null;

    /// <summary>Opens the file and says what it is: every known source that recognises it, the closest first.</summary>
    public ImportOffer Open(ImportFile file, ImportTarget? target = null)
    {
        try
        {
            var sheet = Sheet.Open(file, limits, target?.Importer?.SheetName ?? "");
            return new ImportOffer(sheet.Sample(), [.. from importer in Importers
                                                       where importer.Recognises(HeadersFor(importer, file, sheet))
                                                       orderby importer.Headers.Count descending
                                                       select TargetOf(importer)], null);
        }
        catch (UnreadableException unreadable)
        {
            return new ImportOffer(null, [], unreadable.Problem);
        }
    }

    /// <summary>How files with these headers are mapped: as it was done before (or under a name), by the known source, else by the names of the fields.</summary>
    public async Task<Plan?> MappingAsync(ImportTarget target, Sheet sheet, string? name, CancellationToken stop)
    {
        var mappings = db.ImportMappings.AsNoTracking().Where(m => m.Register == target.Register.Name);
        if (name is not (null or ""))
            return (await mappings.FirstOrDefaultAsync(m => m.Name == name, stop))?.Plan;
        if (target.Importer is { } known)
            return known.PlanFor(target.Register, sheet.Headers);
        return (await mappings.SingleOrDefaultAsync(m => m.Signature == sheet.Signature, stop))?.Plan
            ?? Importers.Where(i => i.Register == target.Register.Name && i.Recognises(sheet.Headers)).MaxBy(i => i.Headers.Count)?.PlanFor(target.Register, sheet.Headers)
            ?? Plan.Suggest(target.Register, sheet);
    }

    public async Task RememberAsync(ImportTarget target, Sheet sheet, Plan plan, string? name, CancellationToken stop)
    {
        var mapping = await db.ImportMappings.SingleOrDefaultAsync(m => m.Register == target.Register.Name && m.Signature == sheet.Signature, stop);
        if (mapping is null)
            db.Add(mapping = new ImportMapping { Id = Id<ImportMapping>.New(), Register = target.Register.Name, Signature = sheet.Signature });
        mapping.Plan = plan;
        mapping.Name = name ?? mapping.Name;
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The import itself, taken back at its end; so preview and result cannot differ.</summary>
    public Task<ImportOutcome> PreviewAsync(ImportFile file, ImportTarget target, Plan? plan, DateOnly? asOf, CancellationToken stop) => RunAsync(file, target, plan, asOf, false, false, stop);

    /// <summary>Imports the file, or nothing of it. Refused rows are left out and listed, unless it is to be all rows or nothing.</summary>
    public Task<ImportOutcome> ConfirmAsync(ImportFile file, ImportTarget target, Plan? plan, DateOnly? asOf, CancellationToken stop, bool isWhole = false) => RunAsync(file, target, plan, asOf, true, isWhole, stop);

    private async Task<ImportOutcome> RunAsync(ImportFile file, ImportTarget target, Plan? plan, DateOnly? asOf, bool save, bool isWhole, CancellationToken stop)
    {
        if (!target.Register.CanImport)
            return ImportOutcome.Refuse(Problem.Of("NoKey", file.Name, target.Register.Title));
        try
        {
            var sheet = Sheet.Open(file, limits, plan?.Sheet ?? target.Importer?.SheetName ?? "");
            plan ??= await MappingAsync(target, sheet, null, stop) ?? throw new InvalidOperationException("A mapping without name is always found.");
            if (plan.OnlyColumn is not "" && sheet.Headers.All(h => Words.Fold(h) != Words.Fold(plan.OnlyColumn)))
                throw new UnreadableException(Problem.Of("UnknownColumn", file.Name, plan.OnlyColumn));
            return await RunAsync(new ImportOf(file.Name, await file.HashAsync(stop), file.Size), target, sheet, plan, asOf ?? file.NamedDay ?? db.Today, save, isWhole, stop);
        }
        catch (UnreadableException unreadable)
        {
            return ImportOutcome.Refuse(unreadable.Problem);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The register that takes a kind of piece of an earlier report; nothing where there is none yet.</summary>
    public ImportTarget? TakerOf(ReadKind kind) => Importers.FirstOrDefault(i => i.Takings.Any(t => t.Kind == kind)) is { } importer ? TargetOf(importer) : null;

    /// <summary>
    /// One piece of an earlier report into its register, as a run of its own that can be undone by itself. What is there already is not added twice, and nothing that is there is changed:
    /// where the register says something else under the same reference the outcome's problem says so.
    /// </summary>
    public async Task<ImportOutcome> TakeAsync(ReadKind kind, ReadRow row, string? unit, DateOnly asOf, CancellationToken stop)
    {
        var target = TakerOf(kind) ?? throw new InvalidOperationException($"No register takes {kind}.");
        if (!db.Viewer.May(Need.Import, target.Register.Area))
            return ImportOutcome.Refuse(Problem.Of("NotYours", "", target.Register.Title));
        var taking = target.Importer!.Takings.First(t => t.Kind == kind);
        var constants = new Dictionary<string, string>(taking.Constants);
        if (unit is not null && target.Register.Fields.Any(f => f is { Key: "unit", IsGiven: true }))
            constants["unit"] = unit;
        var plan = new Plan { Columns = taking.Fields.Keys.ToDictionary(f => f), Constants = constants };
        var sheet = Sheet.Of(row.File, [.. taking.Fields.Keys], new SheetRow(row.Line, [.. taking.Fields.Values.Select(says => (object?)row.Says.GetValueOrDefault(says, ""))]));
        try
        {
            return await RunAsync(new ImportOf(row.File, row.Hash, row.Size, target.Importer.Key, row.Href), target, sheet, plan, asOf, save: true, isWhole: true, stop, isOnlyNew: true);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The file as its run remembers it.</summary>
    private sealed record ImportOf(string Name, string Hash, long Size, string? Importer = null, string? Href = null);

    private async Task<ImportOutcome> RunAsync(ImportOf file, ImportTarget target, Sheet sheet, Plan plan, DateOnly asOf, bool save, bool isWhole, CancellationToken stop, bool isOnlyNew = false)
    {
        var (now, hash) = (clock.GetUtcNow(), file.Hash);
        var run = new ImportRun
        {
            Id = Id<ImportRun>.New(),
            Register = target.Register.Name,
            Importer = file.Importer ?? plan.Importer,
            FileName = Short(file.Name),
            Href = file.Href,
            Hash = hash,
            Size = file.Size,
            AsOf = asOf,
            ImportedAt = now,
            Owner = db.Viewer.Key,
            Json = JsonSerializer.Serialize(plan),
        };
        var earlier = await Runs.AsNoTracking().Where(r => r.Hash == hash && r.Register == run.Register && r.UndoneAt == null).OrderBy(r => r.ImportedAt).ToListAsync(stop);
        db.ChangeTracker.Clear();

        await using var act = await db.Database.BeginTransactionAsync(stop);
        await AloneAsync(target.Register, stop);
        db.Add(run);
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        var outcome = await target.Register.ImportAsync(db, new ImportOrder(sheet, plan, Importers.FirstOrDefault(i => i.Key == plan.Importer), run, limits, now), stop) with { Earlier = earlier };
        if (save && isWhole && outcome.RefusedCount > 0)
            return outcome with { Added = 0, Changed = 0, Unchanged = 0, Problem = Problem.Of("RefusedRows", file.Name, outcome.RefusedCount) };
        if (isOnlyNew && outcome.Changed > 0)
            return outcome with { Changed = 0, Problem = Problem.Of("SaysElse", file.Name) };
        if (!save || (isOnlyNew && outcome.Added is 0))
            return outcome;

        run.Count(outcome.Added, outcome.Changed, outcome.Unchanged, outcome.Skipped, outcome.RefusedCount);
        db.Update(run);
        KeepAudit.Tell(db, new AuditTold(AuditKind.Imported, run.Register, run.Id.Value, ImportTold.Of(run.FileName, hash, outcome.Added, outcome.Changed)));
        db.AddRange(outcome.Refused.Select(r => new ImportRefusal { Id = Id<ImportRefusal>.New(), RunId = run.Id, Line = r.Line, Column = r.Column, Reason = r.Problem }));
        await db.SaveChangesAsync(stop);
        await act.CommitAsync(stop);
        return outcome with { RunId = run.Id };
    }

    /// <summary>Takes out of the registers what the run brought in, and gives changed records back what they said before.</summary>
    public async Task<UndoOutcome> UndoAsync(Id<ImportRun> id, CancellationToken stop)
    {
        if (await Runs.SingleOrDefaultAsync(r => r.Id == id, stop) is not { } run || registers.Of(run.Register) is not { } register)
            return UndoOutcome.Refuse(Problem.Texts["UndoneAlready"]);
        if (run.Undo(clock.GetUtcNow(), limits.UndoWithin) is { Problem: { } refusal })
            return UndoOutcome.Refuse(Problem.Texts[refusal]);

        await using var act = await db.Database.BeginTransactionAsync(stop);
        await AloneAsync(register, stop);
        var subjects = await db.ImportChanges.Where(c => c.RunId == id && c.Before != null).Select(c => c.Subject).Distinct().ToListAsync(stop);
        List<Register> touched = [register, .. subjects.Where(s => s != register.Name).Select(registers.Of).OfType<Register>()];
        foreach (var one in touched)
            if (await one.ObstaclesAsync(db, run, stop) is { Count: > 0 } found)
                return UndoOutcome.Refuse(Problem.Texts.Format("UndoTouched", found.Count), found.Obstacles);
        try
        {
            KeepAudit.Tell(db, new AuditTold(AuditKind.ImportUndone, run.Register, run.Id.Value, run.FileName));
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
            var restored = 0;
            foreach (var one in touched)
                restored += await one.RestoreAsync(db, id, stop);
            await RemoveBesideAsync(id, stop);
            var removed = await Removing.RowsAsync(db, register.RecordType, id, stop);
            await act.CommitAsync(stop);
            return new UndoOutcome(removed, restored, null, []);
        }
        catch (Exception failure) when (BulkInsert.IsRefusal(failure))
        {
            return UndoOutcome.Refuse(Problem.Texts["UndoReferred"]);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The runs the viewer may see: his own, and all of them where he may import for every unit.</summary>
    public IQueryable<ImportRun> Runs
    {
        get
        {
            var (viewer, owner) = (db.Viewer, db.Viewer.Key);
            var all = registers.All.Where(r => viewer.IsUnbound(r.Area, Rights.Import)).Select(r => r.Name).ToList();
            var own = registers.All.Where(r => viewer.May(Need.Import, r.Area)).Select(r => r.Name).ToList();
            return db.ImportRuns.Where(r => all.Contains(r.Register) || (own.Contains(r.Register) && r.Owner == owner));
        }
    }

    private async Task RemoveBesideAsync(Id<ImportRun> run, CancellationToken stop)
    {
        foreach (var beside in (await db.ImportChanges.AsNoTracking().Where(c => c.RunId == run && c.Before == null).Select(c => new { c.Subject, c.RecordId }).ToListAsync(stop)).GroupBy(c => c.Subject, c => c.RecordId))
            if ((registers.Of(beside.Key)?.RecordType ?? db.Model.FindEntityType(beside.Key)?.ClrType) is { } type)
                await Removing.RowsAsync(db, type, [.. beside], stop);
    }

    /// <summary>One import into a register at a time: two that overlap come out as one after the other. SQLite has one writer anyway.</summary>
    private async Task AloneAsync(Register register, CancellationToken stop)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({"import " + register.Name}))", stop);
    }

    private IReadOnlyList<string> HeadersFor(Importer importer, ImportFile file, Sheet sheet) =>
        importer.SheetName is "" || sheet.Names is [] || Words.Fold(importer.SheetName) == Words.Fold(sheet.Name) ? sheet.Headers
        : sheet.Names.Any(n => Words.Fold(n) == Words.Fold(importer.SheetName)) ? Sheet.Open(file, limits, importer.SheetName).Headers
        : [];

    private ImportTarget TargetOf(Importer importer) => new(
        registers.Of(importer.Register) ?? throw new InvalidOperationException($"{importer.Key} feeds {importer.Register}, which is no register."), importer);

    private static string Short(string name) => name.Length <= 260 ? name : name[^260..];
}

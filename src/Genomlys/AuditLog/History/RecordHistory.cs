using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.AuditLog.History;

/// <summary>A field that was changed; its values are null where they have been purged.</summary>
public sealed record PastChange(Field Field, PastValue? Before, PastValue? After);

/// <summary>What was done to a record. Fields that the reader may not see are only counted.</summary>
public sealed record PastAct(Id<AuditEvent> Id, AuditKind Kind, DateTimeOffset At, Guid? Actor, string Who, string Reason, IReadOnlyList<PastChange> Changes, int Hidden)
{
    /// <summary>The file it was about, by its name; empty where it was none, or the name has been purged.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether it changed what the record says.</summary>
    public bool IsOfRecord => Kind is not (AuditKind.Read or AuditKind.Attached or AuditKind.Detached or AuditKind.Examined or AuditKind.Marked or AuditKind.Held or AuditKind.Released);

    /// <summary>Whether it can be taken back: all of it is seen, kept and the reader's to say.</summary>
    public bool CanBeUndone => Kind is AuditKind.Changed && Hidden is 0 && Changes is [_, ..] && Changes.All(c => c is { Before: not null, Field: { IsGiven: true, CanChange: true } });
}

/// <summary>What a record said on a day: field by field, with those that say something else today.</summary>
public sealed record PastRecord(DateOnly Day, bool IsThere, IReadOnlyList<(string Label, string Shown, bool IsOther)> Values);

/// <summary>A record's own history, for whoever reads the record: the caller has seen that he does.</summary>
internal sealed class RecordHistory(GenomlysDb db, Sealing sealing, IPeople people)
{
    private const int Most = 500;

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<PastAct>> OfAsync(Register register, Guid record, CancellationToken stop)
    {
        List<(AuditEvent Told, string? Sealed)> told;
        using (db.BeyondReach())   // who reads the record reads its history, whether or not he reads the log
            told = [.. (await (from e in db.Set<AuditEvent>().AsNoTracking().IgnoreQueryFilters()
                               where e.RecordId == record && e.Register == register.Name
                               join v in db.Set<AuditValues>().AsNoTracking() on e.Id equals v.EventId into kept
                               from v in kept.DefaultIfEmpty()
                               orderby e.At descending, e.Id descending
                               select new { e, v.Sealed }).Take(Most).ToListAsync(stop)).Select(r => (r.e, (string?)r.Sealed))];
        var said = told.Select(t => Open(t.Told, t.Sealed)).ToList();
        var past = (await register.PastAsync(db, [.. said.SelectMany(s => s).SelectMany(v => new[] { (v.Key, v.Value.Before), (v.Key, v.Value.After) })], stop)).ToDictionary(p => (p.Property, p.Json));
        var names = await people.NamesAsync([.. told.Select(t => t.Told.ActorId?.Value).OfType<Guid>()], stop);
        var files = FilesIn(told.Zip(said, (t, values) => (t.Told, values)));
        return [.. told.Zip(said, (t, values) => ActOf(register, t.Told, values, past, names) with { File = IsOfFile(t.Told.Kind) ? files.GetValueOrDefault(FileOf(t.Told), "") : "" })];
    }

    /// <summary>What the files were called that have hung on it; what was told of them names them by number.</summary>
    private static Dictionary<string, string> FilesIn(IEnumerable<(AuditEvent Told, Dictionary<string, (string Before, string After)> Values)> told)
    {
        var files = new Dictionary<string, string>();
        foreach (var (happened, values) in told.Where(t => IsOfFile(t.Told.Kind)))
            if (values.TryGetValue(Attachment.ToldName, out var name))
                files[FileOf(happened)] = JsonSerializer.Deserialize<string>(happened.Kind is AuditKind.Detached ? name.Before : name.After) ?? "";
        return files;
    }

    private static bool IsOfFile(AuditKind kind) => kind is AuditKind.Attached or AuditKind.Detached or AuditKind.Examined;

    private static string FileOf(AuditEvent told) => told.Subject.Split(' ')[0];

    /// <summary>Back from today, change by change.</summary>
    public static PastRecord On(DateOnly day, Record now, IReadOnlyList<PastAct> acts, DateTimeOffset? importedAt)
    {
        var end = Period.StartOf(day.AddDays(1));
        var then = now.Values.ToDictionary(v => v.Field.Key, v => v.Shown);
        foreach (var change in acts.Where(a => a.At >= end).SelectMany(a => a.Changes))
            if (change.Before is { } before)
                then[change.Field.Key] = before.Shown;
        var born = acts.LastOrDefault(a => a.Kind is AuditKind.Created)?.At ?? importedAt;
        return new PastRecord(day, born is null || born < end, [.. now.Values.Select(v => (v.Field.Label, then[v.Field.Key], then[v.Field.Key] != v.Shown))]);
    }

    private Dictionary<string, (string Before, string After)> Open(AuditEvent told, string? @sealed) =>
        @sealed is not null && sealing.Open(@sealed, AuditValues.Place(told.Id)) is { } json
            ? JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!.ToDictionary(v => v.Key, v => (v.Value[1], v.Value[2])) : [];

    private PastAct ActOf(Register register, AuditEvent told, Dictionary<string, (string Before, string After)> values, Dictionary<(string, string), PastValue> past, IReadOnlyDictionary<Guid, string> names)
    {
        var changes = new List<PastChange>();
        var hidden = 0;
        foreach (var property in told.Fields.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (register.Fields.FirstOrDefault(f => f.Property == property) is not { } field)
                continue;   // it follows from the others, and no field says it
            if (!db.Viewer.MaySee(register.Area, field.Secrecy))
                hidden++;
            else
                changes.Add(values.TryGetValue(property, out var said) ? new(field, past.GetValueOrDefault((property, said.Before)), past.GetValueOrDefault((property, said.After))) : new(field, null, null));
        }
        return new PastAct(told.Id, told.Kind, told.At, told.ActorId?.Value, told.ActorId is { } actor ? names.GetValueOrDefault(actor.Value, "") : "", told.Reason, changes, hidden);
    }
}

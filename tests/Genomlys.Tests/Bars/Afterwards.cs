using Genomlys.Assets;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Bars;

/// <summary>What a database must show that was cut off while <see cref="Writers"/> wrote: all that was acknowledged, nothing by halves, and a log that is what it was.</summary>
internal static class Afterwards
{
    private const string Systems = "systems";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Signs what has been told until now, and adds that to what is known elsewhere.</summary>
    public static async Task<List<string>> FaultsAsync(GenomlysDb db, MasterKey master, IReadOnlyDictionary<Guid, int> acknowledged, List<Checkpoint> elsewhere)
    {
        List<string> faults = db is SqliteDb
            ? [.. (await Said(db, "SELECT integrity_check AS \"Value\" FROM pragma_integrity_check")).Where(s => s is not "ok"), .. (await Said(db, "SELECT \"table\" AS \"Value\" FROM pragma_foreign_key_check")).Select(t => $"a reference of {t} leads nowhere")]
            : [];
        var records = await db.Set<BusinessSystem>().AsNoTracking().IgnoreQueryFilters().Select(s => new { s.Id, s.Reference, s.Name, Version = EF.Property<int>(s, Register.Version) }).ToDictionaryAsync(s => s.Id.Value, Stop);
        var told = (await AuditTree.Whole(db).Where(e => e.Register == Systems).Select(e => new { Of = e.RecordId!.Value, e.Kind, HasValues = db.Set<AuditValues>().Any(v => v.EventId == e.Id) }).ToListAsync(Stop)).ToLookup(e => e.Of);
        faults.AddRange(from one in acknowledged where !(records.GetValueOrDefault(one.Key)?.Version >= one.Value) select $"version {one.Value} of {one.Key} is lost");
        faults.AddRange(from one in records.Values where one.Name != Writers.NameOf(one.Reference, one.Version) select $"{one.Reference} is called {one.Name} in version {one.Version}");
        faults.AddRange(from one in records where told[one.Key].Count() != one.Value.Version || told[one.Key].Count(e => e.Kind is AuditKind.Created) is not 1 select $"of {one.Value.Reference}, version {one.Value.Version}, {told[one.Key].Count()} events tell");
        faults.AddRange(from events in told where !records.ContainsKey(events.Key) select $"what is told of {events.Key} was not done");
        faults.AddRange(from events in told from one in events where one.HasValues != one.Kind is AuditKind.Changed select $"an event of {events.Key} has lost its values");
        var key = new AuditKey(master);
        if (await new AuditTree(db, key).CheckpointAsync(Stop, isWhole: true) is { } signed)
            elsewhere.Add(signed);
        faults.AddRange((await new AuditVerification(db, key, new Sealing(master)).VerifyAsync(elsewhere, Stop)).Faults);
        return faults;
    }

    private static Task<List<string>> Said(GenomlysDb db, string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync(Stop);
}

using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Benchmarks;

/// <summary>An audit log of a million events, every tenth with values beside it: sealed into the tree, and verified by the program's own verb from its start to its verdict. On both databases.</summary>
internal static class LogBench
{
    private const int Events = 1_000_000, WithValues = 10, Chunk = 20_000, MostToVerify = 60_000;

    public static async Task RunAsync(Bench bench)
    {
        if (!bench.Options.Wants("log"))
            return;
        await BenchDatabase.EachAsync(bench, "log", (name, database) => RunAsync(bench, name, database));
    }

    private static async Task RunAsync(Bench bench, string name, BenchDatabase database)
    {
        Bench.Say($"an audit log of a million events on {name}");
        await GenomlysProcess.RunAsync(bench.Options.App, database, ["migrate"]);
        await PlantAsync(database);
        var kept = Path.Combine(database.Folder, $"checkpoint-{name}.json");
        await TimeAsync($"1,000,000 events sealed into the tree, {name}", null, ["log", "checkpoint", "--out", kept]);
        await TimeAsync($"1,000,000 events verified, {name}", MostToVerify, ["verify", "--against", kept]);

        async Task TimeAsync(string what, double? most, string[] verb)
        {
            var (took, _) = await GenomlysProcess.RunAsync(bench.Options.App, database, verb);   // throws unless it ends with 0
            bench.Results.Add(new Result(what, took.TotalMilliseconds, "ms") { Target = most });
        }
    }

    private static async Task PlantAsync(BenchDatabase database)
    {
        await using var app = OtherPages.Build(database);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
        var scribe = new AuditScribe(new Sealing(MasterKey.Of(app.Configuration, Keys.Folder(app.Configuration)!)), new HttpContextAccessor());
        await using var transaction = await db.Database.BeginTransactionAsync();
        using var events = new BulkInsert(db, db.Model.FindEntityType(typeof(AuditEvent))!);
        using var beside = new BulkInsert(db, db.Model.FindEntityType(typeof(AuditValues))!);
        var (salt, start) = (new byte[AuditHash.SaltBytes], new DateTimeOffset(2025, 1, 1, 8, 0, 0, TimeSpan.Zero));
        foreach (var chunk in Enumerable.Range(0, Events).Chunk(Chunk))
        {
            var (told, values) = (new List<object?[]>(chunk.Length), new List<object?[]>());
            foreach (var n in chunk)
            {
                var hasValues = n % WithValues is 0;
                var happened = new AuditEvent
                {
                    Id = Id<AuditEvent>.New(), At = start.AddSeconds(n * 20), Kind = hasValues ? AuditKind.Changed : AuditKind.Created, Register = "training", RecordId = Guid.CreateVersion7(), ActorId = Id<Colleague>.New(),
                    From = "10.0.0.1", Fields = hasValues ? "Status" : "", Commitments = hasValues ? AuditHash.Commitment(salt, "Status", "\"Started\"", "\"Certified\"") : "",
                };
                var entry = db.Entry(happened);
                db.Registers.Of(typeof(AuditEvent))!.BeforeSave(entry);
                told.Add(events.ValuesOf(entry));
                entry.State = EntityState.Detached;
                if (hasValues)
                    values.Add(beside.ValuesOf(db.Entry(new AuditValues
                    {
                        EventId = happened.Id,
                        Sealed = scribe.Seal(JsonSerializer.Serialize(new Dictionary<string, string[]> { ["Status"] = [Convert.ToBase64String(salt), "\"Started\"", "\"Certified\""] }), AuditValues.Place(happened.Id)),
                    })));
            }
            await events.RunAsync(told, default);
            await beside.RunAsync(values, default);
        }
        await transaction.CommitAsync();
    }
}

using Genomlys.Incidents;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Benchmarks;

/// <summary>Incidents of many years, spread over units, channels, categories and days as a large authority's would be; the same every time.</summary>
internal static class ManyIncidents
{
    private const int Chunk = 5000, Minutes = 53;
    private static readonly string[] What = ["Obehörig åtkomst till", "Felaktig behörighet i", "Avbrott i", "Utskick till fel mottagare från", "Felaktig radering i", "Skadlig kod hos", "Förlorad utrustning vid", "Saknad loggning i"];
    private static readonly DateTimeOffset Last = new(2025, 11, 14, 12, 0, 0, TimeSpan.Zero);

    public static Task AddAsync(string database, int count) => AddAsync(BenchDatabase.File(database), count);

    public static async Task AddAsync(BenchDatabase database, int count)
    {
        await using var app = OtherPages.Build(database);
        for (var from = 0; from < count; from += Chunk)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GenomlysDb>();
            var units = await db.Units.Where(u => u.Level == UnitLevel.Unit).OrderBy(u => u.Path).Select(u => u.Id).ToListAsync();
            db.AddRange(Enumerable.Range(from, Math.Min(Chunk, count - from)).Select(n => Incident(n, units)));
            await db.SaveChangesAsync();
        }
    }

    private static Incident Incident(int n, List<Id<Unit>> units)
    {
        var incident = new Incident
        {
            Id = Id<Incident>.New(),
            Channel = Some<Channel>(n),
            Reference = $"B-{n}",
            Summary = $"{What[n * 7 % What.Length]} system {n * 31 % 9973}, ärende {n}",
            UnitId = units[n * 13 % units.Count],
            OccurredAt = Last.AddMinutes(-(long)n * Minutes),
            Category = n % 11 is 0 ? null : Some<IncidentCategory>(n / 3),
            Status = n % 9 is 0 ? null : Some<IncidentStatus>(n / 5),
            PersonalData = n % 4 is 0 ? null : n % 4 is 1,
        };
        incident.Suspect(n % 97 is 0);
        return incident;
    }

    private static E Some<E>(int n) where E : struct, Enum => Enum.GetValues<E>()[n % Enum.GetValues<E>().Length];
}

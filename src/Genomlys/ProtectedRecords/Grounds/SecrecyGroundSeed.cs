using System.Text.Json;
using System.Text.Json.Serialization;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.ProtectedRecords.Grounds;

/// <summary>The provisions this field meets, as editable data that says how certain each is.</summary>
public sealed class SecrecyGroundSeed : ISeed
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        var known = await db.SecrecyGrounds.IgnoreQueryFilters().Select(g => g.Provision).ToHashSetAsync(stop);
        foreach (var said in Shipped().Where(s => !known.Contains(s.Provision)))
            db.Add(new SecrecyGround
            {
                Id = Id<SecrecyGround>.New(),
                Provision = said.Provision,
                Subject = said.Subject,
                HarmTest = said.HarmTest,
                MostYears = said.MostYears,
                ValidFrom = said.ValidFrom,
                Source = said.Source,
                Certainty = said.Certainty,
            });
    }

    private static IReadOnlyList<Entry> Shipped()
    {
        using var file = typeof(SecrecyGroundSeed).Assembly.GetManifestResourceStream($"{typeof(SecrecyGroundSeed).Namespace}.grounds.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<Entry>>(file, Form)!;
    }

    private sealed record Entry(string Provision, string Subject, string Source, Certainty Certainty)
    {
        public HarmTest? HarmTest { get; init; }
        public int? MostYears { get; init; }
        public DateOnly? ValidFrom { get; init; }
    }
}

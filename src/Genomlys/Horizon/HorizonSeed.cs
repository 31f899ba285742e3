using System.Text.Json;
using System.Text.Json.Serialization;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Horizon;

/// <summary>The first library of laws and events, as editable data. A date that no official text was seen for says so.</summary>
public sealed class HorizonSeed : ISeed
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        var known = await db.HorizonEntries.IgnoreQueryFilters().Select(e => e.Reference).ToHashSetAsync(stop);
        foreach (var said in Shipped().Where(s => !known.Contains(s.Reference)))
            db.Add(new HorizonEntry
            {
                Id = Id<HorizonEntry>.New(),
                Reference = said.Reference,
                Name = said.Name,
                Kind = said.Kind,
                KnownOn = said.KnownOn,
                PresentedOn = said.PresentedOn,
                ProposedInForceOn = said.ProposedInForceOn,
                IssuedOn = said.IssuedOn,
                InForceOn = said.InForceOn,
                RepealedOn = said.RepealedOn,
                Source = said.Source,
                Certainty = said.Certainty,
                Note = said.Note,
            });
    }

    internal static IReadOnlyList<Entry> Shipped()
    {
        using var file = typeof(HorizonSeed).Assembly.GetManifestResourceStream($"{typeof(HorizonSeed).Namespace}.horizon.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<Entry>>(file, Form)!;
    }

    internal sealed record Entry(string Reference, string Name, HorizonKind Kind, Certainty Certainty, string Source)
    {
        public DateOnly? KnownOn { get; init; }
        public DateOnly? PresentedOn { get; init; }
        public DateOnly? ProposedInForceOn { get; init; }
        public DateOnly? IssuedOn { get; init; }
        public DateOnly? InForceOn { get; init; }
        public DateOnly? RepealedOn { get; init; }
        public string? Note { get; init; }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Classification.Scales;

/// <summary>The scale of KLASSA, as editable data. Which scale the authority's own handbook uses is for the authority to say.</summary>
public sealed class ScaleSeed : ISeed
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task PlantAsync(GenomlysDb db, DateTimeOffset now, CancellationToken stop)
    {
        var known = await db.ScaleLevels.IgnoreQueryFilters().Select(l => l.Code).ToHashSetAsync(stop);
        var note = Words.Of<ScaleSeed>().Names("Seed.Note")[0];
        foreach (var said in Shipped())
            if (!known.Contains(ScaleLevel.CodeOf(said.Scale, $"{said.Ordinal}")))
                db.Add(new ScaleLevel
                {
                    Id = Id<ScaleLevel>.New(),
                    Scale = said.Scale,
                    Ordinal = said.Ordinal,
                    Label = said.Label,
                    Meaning = said.Meaning,
                    HasRequirements = said.HasRequirements,
                    Certainty = said.Certainty,
                    Note = note,
                });
    }

    private static IReadOnlyList<Level> Shipped()
    {
        using var file = typeof(ScaleSeed).Assembly.GetManifestResourceStream($"{typeof(ScaleSeed).Namespace}.klassa.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<Level>>(file, Form)!;
    }

    private sealed record Level(string Scale, int Ordinal, string Label, string Meaning, bool? HasRequirements, Certainty Certainty);
}

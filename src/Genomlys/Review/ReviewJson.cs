using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Genomlys.Documents;
using Genomlys.Shared.Figures;

namespace Genomlys.Review;

/// <summary>The review for machines: its text, and each figure with the identities of the records behind it.</summary>
public sealed record ReviewJson(int Year, DateOnly AsOf, string Template, string? Reference, bool IsDraft, Document Document, IReadOnlyList<FigureJson> Figures)
{
    public ReviewKind Kind { get; init; }

    /// <summary>The moment the figures stood still; nothing in a draft.</summary>
    public DateTimeOffset? FrozenAt { get; init; }
    public int Edition { get; init; } = 1;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>As it is kept.</summary>
    public static readonly JsonSerializerOptions Compact = new(Options) { WriteIndented = false };
}

/// <summary>A printed figure and the records it counted.</summary>
public sealed record FigureJson(FigureResult Figure, IReadOnlyList<Guid> Records);

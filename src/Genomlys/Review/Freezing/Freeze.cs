using Genomlys.Documents;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Figures;

namespace Genomlys.Review.Freezing;

/// <summary>What the registers said of a review at one moment: written once. A review that is thawed and frozen again has one more; the last one holds.</summary>
public sealed class Freeze : IUnchanging
{
    public required Id<Freeze> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required int Edition { get; init; }

    /// <summary>The last day the figures speak of, and the moment they were counted.</summary>
    public required DateOnly AsOf { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who froze it; nothing when the program did.</summary>
    public required Guid? ById { get; init; }

    /// <summary>A <see cref="FrozenContent"/> as JSON.</summary>
    public required string Content { get; init; }
}

/// <summary>The template as it was, what each section wrote, every figure there was by its key, and the keys of those that the sections printed.</summary>
public sealed record FrozenContent(Template Template, IReadOnlyDictionary<string, IReadOnlyList<Block>> Blocks, IReadOnlyDictionary<string, FigureResult> Figures, IReadOnlyList<string> Printed);

/// <summary>The records that a figure, or a part of it, counted: their identities, sixteen bytes each.</summary>
[NotAudited("belongs to a freeze that is told")]
public sealed class FrozenRecords : IUnchanging
{
    private const int Size = 16;

    public required Id<FrozenRecords> Id { get; init; }
    public required Id<ManagementReview> ReviewId { get; init; }
    public required Id<Freeze> FreezeId { get; init; }
    public required string Figure { get; init; }

    /// <summary>The part's key; empty for the whole.</summary>
    public required string Part { get; init; }
    public required byte[] Ids { get; init; }

    public static byte[] Pack(IReadOnlyList<Guid> ids) => [.. ids.SelectMany(id => id.ToByteArray(bigEndian: true))];

    public IReadOnlyList<Guid> Unpack() => [.. Ids.Chunk(Size).Select(id => new Guid(id, bigEndian: true))];
}

using Genomlys.Shared;

namespace Genomlys.Classification.Scales;

/// <summary>
/// A level of a consequence scale. Scales differ between models and years, so a classification points at a level of a scale,
/// never at a bare number; levels of two scales are not compared.
/// </summary>
public sealed class ScaleLevel : IRecord<ScaleLevel>
{
    public required Id<ScaleLevel> Id { get; init; }
    public required string Scale { get; init; }
    public required int Ordinal { get; init; }
    public required string Label { get; set; }
    public string? Meaning { get; set; }
    public bool? HasRequirements { get; set; }
    public DateOnly? ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public Certainty Certainty { get; set; }
    public string? Note { get; set; }

    /// <summary>How files and forms name the level, kept as a column so that it can be looked up.</summary>
    public string Code { get => CodeOf(Scale, $"{Ordinal}"); private set { } }

    /// <summary>How people read the level.</summary>
    public string Title { get => $"{Ordinal} {Label} ({Scale})"; private set { } }

    public static string CodeOf(string scale, string ordinal) => $"{scale}:{ordinal}";
}

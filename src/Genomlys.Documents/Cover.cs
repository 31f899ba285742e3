using System.Text.Json.Serialization;

namespace Genomlys.Documents;

/// <summary>What stands on the first page and in the file's properties.</summary>
public sealed record Cover(string Title, string Subtitle, string Organisation, DateOnly Date)
{
    /// <summary>The number in the authority's diary.</summary>
    public string Reference { get; init; } = "";
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Belongs to the forms that are looked at; as data it says nothing.</summary>
    [JsonIgnore]
    public Logo? Logo { get; init; }
}

public sealed record Fact(string Label, string Value);

using System.Text.Json.Serialization;

namespace Genomlys.Documents;

/// <summary>What a sentence is built of.</summary>
[JsonDerivedType(typeof(Text), "text"), JsonDerivedType(typeof(Strong), "strong"), JsonDerivedType(typeof(Emphasis), "emphasis")]
[JsonDerivedType(typeof(Footnote), "footnote"), JsonDerivedType(typeof(Link), "link"), JsonDerivedType(typeof(Figure), "figure")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
public abstract record Inline
{
    private Inline() { }

    public sealed record Text(string Value) : Inline;
    public sealed record Strong(string Value) : Inline;
    public sealed record Emphasis(string Value) : Inline;

    /// <summary>The same text a second time is the same note a second time.</summary>
    public sealed record Footnote(string Value) : Inline;

    /// <summary>To an address, or to a heading's anchor ("#beslut").</summary>
    public sealed record Link(string Value, string Href) : Inline;

    /// <summary>A number in the text. On the web it opens its records; on paper its note says what was counted, among what, from where, when, without what and by which rule.</summary>
    public sealed record Figure(string Value, string Key, string Href, string Note) : Inline;

    public static implicit operator Inline(string value) => new Text(value);
}

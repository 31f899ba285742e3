using System.Text.Json.Serialization;

namespace Genomlys.Documents;

/// <summary>What a document is built of, from top to bottom; each kind has its file in Blocks.</summary>
[JsonDerivedType(typeof(Toc), "toc"), JsonDerivedType(typeof(PageBreak), "pageBreak"), JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph"), JsonDerivedType(typeof(List), "list"), JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(Chart), "chart"), JsonDerivedType(typeof(Note), "note")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
public abstract partial record Block
{
    private Block() { }
}

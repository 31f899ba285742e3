namespace Genomlys.Documents;

public abstract partial record Block
{
    public sealed record Paragraph(params IReadOnlyList<Inline> Content) : Block;

    public sealed record List(bool IsNumbered, IReadOnlyList<IReadOnlyList<Inline>> Items) : Block;

    /// <summary>A boxed remark, such as that there is nothing to base a figure on.</summary>
    public sealed record Note(params IReadOnlyList<Inline> Content) : Block
    {
        public string Title { get; init; } = "";
    }
}

namespace Genomlys.Documents;

public abstract partial record Block
{
    /// <summary>The contents: headings down to level 3.</summary>
    public sealed record Toc(string Title) : Block
    {
        public const int Depth = 3;
    }

    public sealed record PageBreak : Block;
}

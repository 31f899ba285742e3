namespace Genomlys.Documents;

public abstract partial record Block
{
    /// <summary>Level 1 is a chapter. The number is printed as given; no writer counts.</summary>
    public sealed record Heading(int Level, string Number, string Text) : Block
    {
        /// <summary>What a link inside the document says after "#"; made from the number where none is given.</summary>
        public string Anchor { get; init; } = "";
    }
}

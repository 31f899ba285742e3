namespace Genomlys.Documents;

public abstract partial record Block
{
    /// <summary>The first column names the row; columns of numbers are set to the right.</summary>
    public sealed record Table(string Caption, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<Cell>> Rows) : Block
    {
        public IReadOnlyList<int> NumberColumns { get; init; } = [];
        public bool EndsWithTotal { get; init; }
        public string Source { get; init; } = "";
    }
}

/// <summary>What stands in a table's square; on the web it may lead to the records behind it.</summary>
public sealed record Cell(string Text)
{
    public string? Href { get; init; }

    public static implicit operator Cell(string text) => new(text);
}

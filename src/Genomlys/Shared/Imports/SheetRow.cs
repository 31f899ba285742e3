namespace Genomlys.Shared.Imports;

/// <summary>The line is the one a person sees in the file.</summary>
public sealed record SheetRow(int Line, IReadOnlyList<object?> Cells)
{
    /// <summary>Why the row cannot be taken whatever its cells say.</summary>
    public Problem? Problem { get; init; }
}

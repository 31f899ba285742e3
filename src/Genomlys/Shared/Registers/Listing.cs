namespace Genomlys.Shared.Registers;

/// <summary>One page of a register, ready to be shown.</summary>
public sealed record Listing(
    Register Register, Selection Selection, int Total, int Pages, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows,
    IReadOnlyList<Facet> Facets, IReadOnlyList<FacetChoice> Chosen, IReadOnlyList<string> Problems)
{
    /// <summary>Every column the viewer may choose, with the address that shows or hides it.</summary>
    public IReadOnlyList<ColumnChoice> AllColumns { get; init; } = [];

    /// <summary>Fields that can be narrowed to a range of days.</summary>
    public IReadOnlyList<Field> Ranges { get; init; } = [];

    /// <summary>The register has no record at all that the viewer may see, whatever is chosen.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The day asked about, when an answer depends on it.</summary>
    public DateOnly? AsOf { get; init; }
}

public sealed record Column(string Key, string Label, string SortHref, bool? Ascending)
{
    public bool IsNumber { get; init; }

    /// <summary>The column whose text opens the record.</summary>
    public bool IsTitle { get; init; }
}

public sealed record ColumnChoice(string Key, string Label, bool IsChosen, string Href);
public sealed record Row(Guid Id, string Href, IReadOnlyList<string> Cells);
public sealed record Facet(string Key, string Label, IReadOnlyList<FacetChoice> Choices);
public sealed record FacetChoice(string Label, int Count, bool IsChosen, string Href);

/// <summary>One page of a register, for machines.</summary>
public sealed record Page(int Total, int Pages, IReadOnlyList<Record> Items);

public sealed record Record(Guid Id, int Version, string Title, IReadOnlyList<Value> Values)
{
    public DateTimeOffset? ArchivedAt { get; init; }
}

public sealed record Value(Field Field, string Shown, object? Data)
{
    /// <summary>The record it points at, if any.</summary>
    public string? Href { get; init; }
}

/// <summary>A field of a form: what it holds, what it offers and what was wrong with it.</summary>
public sealed record Input(Field Field, string Filled, IReadOnlyList<Choice> Choices, bool CanChange)
{
    /// <summary>Where choices are searched for, when they are too many to list; the field then takes a name or code.</summary>
    public string? SuggestHref { get; init; }
    public int? MostCharacters { get; init; }

    /// <summary>What it holds, as it is shown where it is not filled in.</summary>
    public string Shown { get; init; } = "";
}

public enum SaveStatus { Done, Missing, Stale, Refused, Forbidden }

public sealed record Saved(SaveStatus Status, Guid Id, int Version, IReadOnlyList<Refusal> Refusals);

/// <summary>What saying the same of many records did, or would do: how many change, and which refuse.</summary>
public sealed record BulkChange(int Changed, int Unchanged, IReadOnlyList<Refusal> Refusals);

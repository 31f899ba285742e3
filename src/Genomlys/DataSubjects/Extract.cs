namespace Genomlys.DataSubjects;

/// <summary>What was found of a person, with everyone else masked: register by register. Made for the answer and never kept.</summary>
public sealed record Extract(AccessRequest Request, DateTimeOffset At, IReadOnlyList<ExtractPart> Parts)
{
    /// <summary>Accounts that are his, by what they sign in with.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Several accounts go by the name and nothing said which: none of them was taken.</summary>
    public bool IsAmbiguous { get; init; }

    /// <summary>Registers that the roles of whoever asked do not reach.</summary>
    public IReadOnlyList<string> NotReached { get; init; } = [];

    public int Count => Parts.Sum(p => p.Records.Count);
}

/// <summary>Of one register, or of another table.</summary>
public sealed record ExtractPart(string Name, string Title, IReadOnlyList<ExtractRecord> Records);

public sealed record ExtractRecord(string Id, string Title, IReadOnlyList<ExtractValue> Values)
{
    public DateTimeOffset? ArchivedAt { get; init; }
}

public sealed record ExtractValue(string Name, string Label, string Text);

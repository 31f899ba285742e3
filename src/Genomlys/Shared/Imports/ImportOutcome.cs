namespace Genomlys.Shared.Imports;

/// <summary>A row that is not taken, and why.</summary>
public sealed record RefusedRow(int Line, string Problem)
{
    /// <summary>The column of the file; empty when the row as a whole is meant.</summary>
    public string Column { get; init; } = "";
}

/// <summary>What a file would do, or did. A preview and an import are the same run.</summary>
public sealed record ImportOutcome(int Added, int Changed, int Unchanged, int Skipped, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>All refused rows; those listed are the first of them.</summary>
    public int RefusedCount { get; init; } = Refused.Count;

    /// <summary>Why the whole file is refused; then nothing of it is in.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The run, when the import was carried out.</summary>
    public Id<ImportRun>? RunId { get; init; }

    /// <summary>Earlier imports of the very same file that have not been undone.</summary>
    public IReadOnlyList<ImportRun> Earlier { get; init; } = [];

    /// <summary>The day the file tells about.</summary>
    public DateOnly AsOf { get; init; }

    internal static ImportOutcome Refuse(Problem problem) => new(0, 0, 0, 0, []) { Problem = problem };
}

/// <summary>Whether an import was undone; if not, why, and which records stand in the way.</summary>
public sealed record UndoOutcome(int Removed, int Restored, string? Problem, IReadOnlyList<UndoObstacle> Obstacles)
{
    public bool IsDone => Problem is null;
    internal static UndoOutcome Refuse(string problem, params IReadOnlyList<UndoObstacle> obstacles) => new(0, 0, problem, obstacles);
}

/// <summary>A record that was changed since it was imported.</summary>
public sealed record UndoObstacle(string Title, string Href);

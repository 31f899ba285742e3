using System.Text.Json;
using Genomlys.Shared.Audit;

namespace Genomlys.Shared.Imports;

/// <summary>One file that became records: where they come from, and how it is undone.</summary>
[NotAudited("told as an import when it is through")]
public sealed class ImportRun
{
    public required Id<ImportRun> Id { get; init; }
    public required string Register { get; init; }

    /// <summary>The known source; empty for a file that was mapped by hand.</summary>
    public string Importer { get; init; } = "";
    public required string FileName { get; init; }

    /// <summary>The address where the file can be read line by line; nothing where it is not kept.</summary>
    public string? Href { get; init; }

    /// <summary>SHA-256 of the file's bytes: the same file is known again whatever its name.</summary>
    public required string Hash { get; init; }
    public required long Size { get; init; }

    /// <summary>The day the file tells about.</summary>
    public required DateOnly AsOf { get; init; }
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>The account of whoever imported it; empty for the command line.</summary>
    public string Owner { get; init; } = "";
    public string Json { get; init; } = "{}";

    public int Added { get; private set; }
    public int Changed { get; private set; }
    public int Unchanged { get; private set; }
    public int Skipped { get; private set; }
    public int Refused { get; private set; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public Plan Plan => JsonSerializer.Deserialize<Plan>(Json)!;

    public void Count(int added, int changed, int unchanged, int skipped, int refused) =>
        (Added, Changed, Unchanged, Skipped, Refused) = (added, changed, unchanged, skipped, refused);

    public Outcome Undo(DateTimeOffset at, TimeSpan within)
    {
        if (UndoneAt is not null)
            return Outcome.Refused("UndoneAlready");
        if (at - ImportedAt > within)
            return Outcome.Refused("UndoTooLate");
        UndoneAt = at;
        return Outcome.Done;
    }
}

/// <summary>A row that was not taken, kept with its run.</summary>
[NotAudited("belongs to an import that is told")]
public sealed class ImportRefusal
{
    public required Id<ImportRefusal> Id { get; init; }
    public required Id<ImportRun> RunId { get; init; }
    public required int Line { get; init; }
    public required string Column { get; init; }
    public required string Reason { get; init; }
}

/// <summary>What a run did to a record beside adding it; from it the run is undone.</summary>
[NotAudited("is the trail of an import that is told")]
public sealed class ImportChange
{
    public required Id<ImportChange> Id { get; init; }
    public required Id<ImportRun> RunId { get; init; }

    /// <summary>The register, or for something that came along with a record (a deadline) the name of its type.</summary>
    public required string Subject { get; init; }
    public required Guid RecordId { get; init; }

    /// <summary>The run the record came from before; if it is this run, the record was added by it.</summary>
    public Id<ImportRun>? PreviousRunId { get; init; }

    /// <summary>The record's version after the change; another one now means that somebody changed it since.</summary>
    public int VersionAfter { get; set; }

    /// <summary>The values before; null when it was not there.</summary>
    public string? Before { get; init; }
}

using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Reports;

namespace Genomlys.Review.Reading;

/// <summary>Nothing is entered until a person accepts it; what is skipped can be taken up again.</summary>
public enum PieceState { Proposed, Accepted, Skipped }

/// <summary>Something a read report says, as a proposal: where it stands, what it says, and what a person has made of it.</summary>
[NotAudited("a proposal; what is accepted is told where it goes")]
public sealed class ReadPiece
{
    /// <summary>What one value may be, so that what is sent has an end.</summary>
    public const int MostCharacters = 8_000;

    public required Id<ReadPiece> Id { get; init; }
    public required Id<ReadReport> ReportId { get; init; }

    /// <summary>Its order in the text.</summary>
    public required int Place { get; init; }
    public required ReadKind Kind { get; init; }
    public required int FirstLine { get; init; }
    public required int LastLine { get; init; }
    public int Page { get; init; }

    /// <summary>The line of the heading it is found below, and that heading; 0 above the first.</summary>
    public int ChapterLine { get; init; }
    public string Chapter { get; init; } = "";
    public Confidence Confidence { get; init; }
    public Why Why { get; init; }

    /// <summary>Whether the report calls it remaining or new. It tells that an earlier one should be looked for, and is no state.</summary>
    public Printed Mark { get; init; }
    public string FoundJson { get; init; } = "{}";
    public string? EditedJson { get; private set; }
    public PieceState State { get; private set; }

    /// <summary>Why it was not taken the last time, in the words of whoever tried.</summary>
    public string? Problem { get; private set; }

    /// <summary>The register that took it; nothing where it is only noted here.</summary>
    public string? Register { get; private set; }
    public Guid? RecordId { get; private set; }

    /// <summary>The import that brought it in; nothing where the register had it already.</summary>
    public Guid? RunId { get; private set; }

    public IReadOnlyDictionary<string, string> Found => Read(FoundJson);

    /// <summary>What it says, as it was read or as someone has said since.</summary>
    public IReadOnlyDictionary<string, string> Says => EditedJson is null ? Found : Read(EditedJson);
    public string Name => Says.GetValueOrDefault(ReadSays.Name, "");

    /// <summary>What a person says instead. What was read is kept beside it.</summary>
    public Outcome Edit(IReadOnlyDictionary<string, string> said)
    {
        if (State is PieceState.Accepted)
            return Outcome.Refused("Piece.IsAccepted");
        if (said.Values.Any(v => v.Length > MostCharacters))
            return Outcome.Refused("TooLong");
        var found = Found;
        var now = found.Keys.ToDictionary(key => key, key => said.GetValueOrDefault(key, Says[key]));
        EditedJson = now.All(n => n.Value == found[n.Key]) ? null : JsonSerializer.Serialize(now);
        return Outcome.Done;
    }

    public void Accept(string? register, Guid? record, Guid? run) => (State, Problem, Register, RecordId, RunId) = (PieceState.Accepted, null, register, record, run);

    public void Refuse(string problem) => Problem = problem;

    public void Skip() => (State, Problem) = (PieceState.Skipped, null);

    /// <summary>A proposal again: it was skipped, or its import has been undone.</summary>
    public void Return() => (State, Problem, Register, RecordId, RunId) = (PieceState.Proposed, null, null, null, null);

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}

namespace Genomlys.Shared.Reports;

/// <summary>What an earlier report says that may belong in a register.</summary>
public enum ReadKind { Improvement, ControlRisk, OtherRisk, OfficersRisk, Recommendation, OfficersRecommendation, PlanItem, Figure, Incident, Law }

/// <summary>What a piece of a report calls what it says; importers name these when they say which field of theirs takes it.</summary>
public static class ReadSays
{
    public const string Name = "name", Body = "body", Rank = "rank", Year = "year", FirstYear = "firstYear", Mark = "mark", Owner = "owner", Target = "target",
        Process = "process", Action = "action", Result = "result", Number = "number", Source = "source", Status = "status", Diary = "diary", Value = "value", Unit = "unit", Population = "population", AsOf = "asOf", Figure = "figure";
}

/// <summary>How a register takes a kind of piece: what the piece says by the field that keeps it, and what is the same for all of the kind.</summary>
public sealed record Taking(ReadKind Kind, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string> Constants);

/// <summary>A piece of a report as a row: the file, its SHA-256 and size, the address where it can be read, the line, and what it says.</summary>
public sealed record ReadRow(string File, string Hash, long Size, string Href, int Line, IReadOnlyDictionary<string, string> Says);

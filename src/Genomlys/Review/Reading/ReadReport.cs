using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;

namespace Genomlys.Review.Reading;

/// <summary>A report of an earlier year that has been read in. The same file, known by its SHA-256, is read in once in a unit.</summary>
public sealed class ReadReport : IRecord<ReadReport>
{
    public required Id<ReadReport> Id { get; init; }
    public Id<Unit>? UnitId { get; set; }

    /// <summary>The name of the file.</summary>
    public required string Name { get; set; }
    public required string Hash { get; init; }

    /// <summary>The year it is about; asked for where the text does not tell.</summary>
    public int? Year { get; set; }
    public SourceForm Form { get; init; }
    public long Size { get; init; }
    public DateTimeOffset ReadAt { get; init; }
    public string ReadBy { get; init; } = "";
}

/// <summary>The text of a report, line by line, kept apart so that lists need not carry it.</summary>
[NotAudited("belongs to a reading that is told")]
public sealed class ReadText
{
    public required Id<ReadText> Id { get; init; }
    public required Id<ReadReport> ReportId { get; init; }
    public string LinesJson { get; private init; } = "[]";
    public string HeadingsJson { get; private init; } = "[]";

    public IReadOnlyList<SourceLine> Lines => JsonSerializer.Deserialize<List<SourceLine>>(LinesJson)!;
    public IReadOnlyList<ReadHeading> Headings => JsonSerializer.Deserialize<List<ReadHeading>>(HeadingsJson)!;

    public static ReadText Of(Id<ReadReport> report, SourceText source, IReadOnlyList<ReadHeading> headings) => new()
    {
        Id = Id<ReadText>.New(), ReportId = report, LinesJson = JsonSerializer.Serialize(source.Lines), HeadingsJson = JsonSerializer.Serialize(headings),
    };
}

using System.Text.Json;

namespace Genomlys.Shared.Imports;

/// <summary>What was decided for files with these headers; next month's file is mapped already. It can have a name, by which the command line asks for it.</summary>
public sealed class ImportMapping
{
    public required Id<ImportMapping> Id { get; init; }
    public required string Register { get; init; }
    public required string Signature { get; init; }
    public string Name { get; set; } = "";
    public string Json { get; private set; } = "{}";

    public Plan Plan
    {
        get => JsonSerializer.Deserialize<Plan>(Json)!;
        set => Json = JsonSerializer.Serialize(value);
    }
}

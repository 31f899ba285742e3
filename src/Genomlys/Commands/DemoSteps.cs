using System.Text.Json;
using System.Text.Json.Serialization;

namespace Genomlys.Commands;

/// <summary>What a coordinator does with the sample year, in order, as data: the files that are read in, and the pairs of reports that a person has found to be one event.</summary>
internal sealed record DemoSteps(int Year, DateOnly AsOf, IReadOnlyList<DemoImport> Imports, IReadOnlyList<ConfirmedDuplicate> ConfirmedDuplicates, IReadOnlyList<DemoPerson> People)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static async Task<DemoSteps> ReadAsync(string path, CancellationToken stop)
    {
        await using var content = File.OpenRead(path);
        return (await JsonSerializer.DeserializeAsync<DemoSteps>(content, Strict, stop))!;
    }
}

internal sealed record DemoPerson(string SignInName, string Name, string Role, string? Unit);

internal sealed record DemoImport(string Kind, string File, DateOnly? AsOf);

internal sealed record ConfirmedDuplicate(string Report, string SameAs, string Why);

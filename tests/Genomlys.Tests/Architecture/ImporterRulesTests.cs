using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>Rule 7 of docs/house.md.</summary>
public sealed class ImporterRulesTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_file_of_a_known_source_adds_nothing_the_second_time(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.PlantAsync();
        var keys = new List<string>();
        app.Use(services => keys.AddRange(services.GetRequiredService<ImportService>().Importers.Select(i => i.Key)));
        Assert.NotEmpty(keys);

        var first = new Dictionary<string, ImportOutcome>();
        foreach (var key in keys)
            first[key] = await RunAsync(app, key);
        foreach (var key in keys)
        {
            var again = await RunAsync(app, key);
            Assert.Empty(Breaches(key, first[key], again));
        }
    }

    [Fact]
    public void The_rule_is_red_on_planted_outcomes()
    {
        var taken = new ImportOutcome(3, 0, 0, 0, []);
        Assert.Equal(["hay adds 1 and changes 2 the second time."], Breaches("hay", taken, new(1, 2, 0, 0, [])));
        Assert.Equal(["hay reads nothing of its sample."], Breaches("hay", new(0, 0, 0, 9, []), new(0, 0, 0, 9, [])));
        Assert.Equal(["hay refuses a row without saying which, or why."], Breaches("hay", taken with { Refused = [new(0, "")] }, new(0, 0, 3, 0, [])));
        Assert.Empty(Breaches("hay", taken, new(0, 0, 3, 0, [])));
    }

    private static IEnumerable<string> Breaches(string key, ImportOutcome first, ImportOutcome again)
    {
        if (first.Problem is { } problem)
            yield return $"{key}: {problem}";
        if (first.Added + first.Changed + first.Unchanged is 0)
            yield return $"{key} reads nothing of its sample.";
        if (again.Added + again.Changed > 0)
            yield return $"{key} adds {again.Added} and changes {again.Changed} the second time.";
        if (first.Refused.Any(r => r.Line < 2 || r.Problem is ""))
            yield return $"{key} refuses a row without saying which, or why.";
    }

    private static Task<ImportOutcome> RunAsync(TestApp app, string key) => app.Use(services =>
    {
        var imports = services.GetRequiredService<ImportService>();
        return imports.ConfirmAsync(SampleOf(imports, key), imports.Find(key)!, null, null, TestContext.Current.CancellationToken);
    });

    /// <summary>The file of the sample year that it knows by its headers.</summary>
    private static ImportFile SampleOf(ImportService imports, string key) =>
        Directory.EnumerateFiles(Lindby.Folder).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx").Order(StringComparer.Ordinal).Select(ImportFile.On)
            .FirstOrDefault(f => imports.Open(f).Targets.Any(t => t.Importer?.Key == key))
        ?? throw new InvalidOperationException($"{key} knows no file of the sample year.");
}

using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
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
        await Sample.SeedAsync(app);
        Lindby.AddOrganisation(app);
        var importers = app.Use(services => Task.FromResult(services.GetServices<Importer>().ToList())).Result;
        var first = new Dictionary<string, ImportOutcome>();
        foreach (var importer in importers)
            first[importer.Key] = await RunAsync(app, importer);
        foreach (var importer in importers)
        {
            var again = await RunAsync(app, importer);
            Assert.True(again is { Added: 0, Changed: 0 }, $"{importer.Key} the second time: {again}");
            Assert.True(again.Unchanged > 0, $"{importer.Key} reads nothing of its sample: {first[importer.Key]}");
            Assert.All(again.Refused, row => Assert.True(row.Line > 1 && row.Problem is not "", $"{importer.Key} refuses a row without saying which, or why."));
        }
    }

    private static Task<ImportOutcome> RunAsync(TestApp app, Importer importer) => app.Use(async services =>
    {
        var register = services.GetRequiredService<RegisterBook>().Of(importer.Register)!;
        var sheet = SampleOf(importer);
        return await register.ImportAsync(services.GetRequiredService<GenomlysDb>(), sheet, importer.PlanFor(register, sheet.Headers), true, app.Clock.GetUtcNow(), default);
    });

    /// <summary>The file of the sample year that it knows by its headers.</summary>
    private static Sheet SampleOf(Importer importer) =>
        Directory.EnumerateFiles(Lindby.Folder).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx").Order(StringComparer.Ordinal)
            .Select(f => Sheet.Read(File.ReadAllBytes(f))).FirstOrDefault(s => importer.Recognises(s.Headers))
        ?? throw new InvalidOperationException($"{importer.Key} knows no file of the sample year.");
}

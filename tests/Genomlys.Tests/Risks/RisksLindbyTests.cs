using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Risks;

public sealed class RisksLindbyTests
{
    private static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Five_risks_are_formulated_and_one_area_has_none(string provider)
    {
        await using var app = TestApp.On(provider);
        Assert.Equal(6, (await app.ImportAsync("risks", "vor-ikp-2025.csv")).Added);

        var expected = JsonDocument.Parse(Lindby.File("expected.json")).RootElement;
        Assert.Equal(expected.GetProperty("vor_risks").GetDecimal(), (await app.FigureAsync("risks.internalControl", Year)).Value);
        Assert.Equal(expected.GetProperty("areas_without_risk").GetDecimal(), (await app.FigureAsync("risks.withoutRisk", Year)).Value);
        Assert.Equal(expected.GetProperty("areas_without_risk").GetInt32(), (await app.FindingAsync("risks.withoutRisk", Year.Last)).Count);
        Assert.Equal(["NotStarted 2", "InProgress 3", "Delayed 0", "Done 0"], (await app.FigureAsync("risks.byState", Year)).Parts.Where(p => p.Key is not "-").Select(p => $"{p.Key} {p.Value}"));
        Assert.Equal(6, (await app.ImportAsync("risks", "vor-ikp-2025.csv")).Unchanged);
    }

    [Fact]
    public async Task The_chapter_tells_risk_action_and_result()
    {
        await using var app = new TestApp();
        await app.ImportAsync("risks", "vor-ikp-2025.csv");
        var chapter = await app.SectionAsync("risks.internal-control", Year);
        Assert.Contains("Riskbeskrivning: Obehöriga får tillgång till information (behörighetshantering)\n"
            + "Föreslagen åtgärd: Roller och ansvar per system enligt pm3.\nResultat: Åtgärden är under genomförande. Pilot klar, breddinförande följer.\n", chapter, StringComparison.Ordinal);
        Assert.Contains("Resultat: Åtgärden har ännu inte påbörjats.\n", chapter, StringComparison.Ordinal);
        Assert.EndsWith("Informationssäkerhet i upphandling\nIngen risk är formulerad inom området i årets väsentlighets- och riskanalys (VoR). Det finns därför inget resultat att redovisa.\n", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chapters_without_data_say_so()
    {
        await using var app = new TestApp();
        Assert.All(await Task.WhenAll(app.SectionAsync("risks.internal-control", Year), app.SectionAsync("risks.rsa", Year)),
            chapter => Assert.Contains("inget att redovisa", chapter, StringComparison.Ordinal));
    }
}

using System.Text;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Classification;

public sealed class CoverageLindbyTests
{
    private static readonly Period Year = Period.Year(2025);
    private static readonly JsonElement Drawn = JsonDocument.Parse(Lindby.File("expected.json")).RootElement.GetProperty("drawn");

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Of_54_systems_39_are_classified_and_23_of_them_in_full(string provider)
    {
        await using var app = await Systems(provider);

        var classified = await app.FigureAsync("systems.classified", Year);
        Assert.Equal(Drawn.GetProperty("systems").GetDecimal(), classified.Population);
        Assert.Equal(Drawn.GetProperty("systems_classified").GetDecimal(), classified.Value);
        Assert.Equal(Drawn.GetProperty("systems_full_classification").GetDecimal(), (await app.FigureAsync("classifications.full", Year)).Value);
        Assert.Equal(16, (await app.FigureAsync("classifications.light", Year)).Value);
        var perYear = await app.FigureAsync("classifications.perYear", Year);
        Assert.Equal(["2022 7", "2023 8", "2024 12", "2025 12"], perYear.Parts.Select(p => $"{p.Key} {p.Value}"));
        Assert.Equal(perYear.Parts.Sum(p => p.Value), perYear.Value);
        var inNovember = await app.FigureAsync("classifications.perYear", Period.Days(new(2025, 1, 1), new(2025, 11, 15)));   // S027 is classified later that month
        Assert.Equal((38, 11), (inNovember.Value, inNovember.Parts[^1].Value));
        Assert.Equal((await app.FigureAsync("classifications.old", Year)).Value, (await app.FindingAsync("classifications.old", Year.Last)).Count);
        Assert.True((await app.FindingAsync("systems.unclassifiedPersonalData", Year.Last)).Count > 0);
        Assert.Equal(0, (await app.FindingAsync("classifications.withoutLevels", Year.Last)).Count);
    }

    [Fact]
    public async Task A_day_before_a_classification_it_is_not_counted()
    {
        await using var app = await Systems("Sqlite");
        Assert.Equal(38, (await app.FigureAsync("systems.classified", Period.Days(new(2025, 1, 1), new(2025, 11, 15)))).Value);
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing()
    {
        await using var app = await Systems("Sqlite");
        Assert.Equal(54, (await app.ImportAsync("systems", "systemforteckning-2025.xlsx")).Unchanged);
        Assert.Equal(39, (await app.ImportAsync("classifications", "systemforteckning-2025.xlsx")).Unchanged);
    }

    [Fact]
    public async Task A_level_that_the_scale_does_not_have_is_refused_by_line()
    {
        await using var app = await Systems("Sqlite");
        var file = "Id;Benämning;Objekt (pm3);Ansvarig avdelning;Förvaltning;Leverantör;Personuppgifter;Känsliga personuppgifter;Klassningstyp;K;R;T;Klassad\n"
            + "S001;Socialakten;;Förskola;Lokalt;;Ja;Nej;Klassning;7;1;1;2025-12-24\n";
        var refused = await app.ImportAsync("classifications", "fel.csv", Encoding.UTF8.GetBytes(file));
        Assert.Equal((0, 1), (refused.Added, refused.Refused));
        Assert.Contains("Konfidentialitet", refused.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_classification_supersedes_the_one_before()
    {
        await using var app = await Systems("Sqlite");
        var file = "Id;Benämning;Objekt (pm3);Ansvarig avdelning;Förvaltning;Leverantör;Personuppgifter;Känsliga personuppgifter;Klassningstyp;K;R;T;Klassad\n"
            + "S009;Personal självservice;;Förskola;Lokalt;;Nej;Nej;Klassning;1;3;1;2025-12-01\n";
        Assert.Equal(1, (await app.ImportAsync("classifications", "ny.csv", Encoding.UTF8.GetBytes(file))).Added);
        Assert.Equal((24, 15), ((await app.FigureAsync("classifications.full", Year)).Value, (await app.FigureAsync("classifications.light", Year)).Value));
        Assert.Equal(39, (await app.FigureAsync("systems.classified", Year)).Value);
    }

    [Fact]
    public async Task The_chapter_tells_the_coverage()
    {
        await using var app = await Systems("Sqlite");
        var chapter = await app.SectionAsync("classification.coverage", Year);
        Assert.StartsWith("Av förvaltningens 54", chapter, StringComparison.Ordinal);
        Assert.Contains("Protokoll | 16 | 41 %", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_systems_the_chapter_says_so()
    {
        await using var app = new TestApp();
        Assert.Contains("inget att redovisa", await app.SectionAsync("classification.coverage", Year), StringComparison.Ordinal);
    }

    private static async Task<TestApp> Systems(string provider)
    {
        var app = TestApp.On(provider);
        Lindby.AddOrganisation(app);
        await app.PlantAsync();
        Assert.Equal((54, 0), await app.ImportAsync("systems", "systemforteckning-2025.xlsx") is var systems ? (systems.Added, systems.Refused) : default);
        Assert.Equal((39, 0), await app.ImportAsync("classifications", "systemforteckning-2025.xlsx") is var classified ? (classified.Added, classified.Refused) : default);
        return app;
    }
}

using System.Text;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.DataProtection;

public sealed class RecommendationsLindbyTests
{
    private static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Four_risks_of_the_officer_s_report_remain_and_two_are_new(string provider)
    {
        await using var app = TestApp.On(provider);
        Assert.Equal(6, (await app.ImportAsync("recommendations", "dso-risker-2024.csv")).Added);

        var expected = JsonDocument.Parse(Lindby.File("expected.json")).RootElement.GetProperty("dso_risks");
        var byStatus = await app.FigureAsync("recommendations.byStatus", Year);
        Assert.All(expected.EnumerateObject(), status => Assert.Equal(status.Value.GetDecimal(), byStatus.Parts.Single(p => p.Label == status.Name).Value));
        Assert.Equal(4, (await app.FindingAsync("recommendations.unknownOrigin", Year.Last)).Count);
        Assert.Equal(6, (await app.ImportAsync("recommendations", "dso-risker-2024.csv")).Unchanged);
    }

    [Fact]
    public async Task The_report_before_tells_since_when_whatever_the_later_one_says()
    {
        await using var app = new TestApp();
        await app.ImportAsync("recommendations", "dso-risker-2024.csv");
        await app.ImportAsync("recommendations", "dso-risker-2023.csv", Encoding.UTF8.GetBytes("Nr;Risk;Status;Läge\n1;Tredjelandsöverföringar;Ny;Bevakas\n2;Central objektförvaltning saknar resurser;Ny;Bevakas\n"));

        Assert.Equal(3, (await app.FindingAsync("recommendations.unknownOrigin", Year.Last)).Count);
        Assert.Equal(1, (await app.FindingAsync("recommendations.contradicts", Year.Last)).Count);
        var chapter = await app.SectionAsync("dataprotection.recommendations", Year);
        Assert.Contains("Central objektförvaltning saknar resurser (Kvarstår)\nBevakas. Risken kvarstår sedan årsrapporten för 2023.", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chapter_marks_each_risk()
    {
        await using var app = new TestApp();
        await app.ImportAsync("recommendations", "dso-risker-2024.csv");
        var chapter = await app.SectionAsync("dataprotection.recommendations", Year);
        Assert.StartsWith("Riskerna är hämtade från dataskyddsombudets årsrapport för verksamhetsåret 2024: 4", chapter, StringComparison.Ordinal);
        Assert.Contains("Tredjelandsöverföringar (Kvarstår)\nBevakas, plan för hemtagning behövs.\n", chapter, StringComparison.Ordinal);
        Assert.Contains("Ny teknik/AI utan analys och dokumentation (Ny)\nBevakas.\n", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_report_the_chapter_says_so()
    {
        await using var app = new TestApp();
        Assert.Contains("Det finns inget att redovisa.", await app.SectionAsync("dataprotection.recommendations", Year), StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Json;
using Genomlys.Assets.AiServices;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Assets;

public sealed class AiServiceTests
{
    [Theory]
    [InlineData(RiskTier.HighRisk, null, "AiService.NoAnnexPoint")]
    [InlineData(RiskTier.HighRisk, "bilaga III punkt 5", null)]
    [InlineData(RiskTier.Minimal, null, null)]
    [InlineData(null, null, null)]
    public void A_high_risk_is_high_by_a_point_of_the_act(RiskTier? tier, string? point, string? problem) =>
        Assert.Equal(problem, new AiService { Id = Id<AiService>.New(), Reference = "AI-1", Name = "x", Purpose = "x", Tier = tier, AnnexPoint = point }.Settle().Problem);

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_in_use_on_the_day_are_counted_by_tier(string provider)
    {
        await using var app = TestApp.On(provider);
        await PostAsync(app, "AI-1", "Transparency", "2025-01-10");
        await PostAsync(app, "AI-2", "Minimal", "2025-03-01", "2025-06-30");
        await PostAsync(app, "AI-3", "", "2025-05-01");
        var (june, november) = (Period.Days(new(2025, 1, 1), new(2025, 6, 1)), Period.Days(new(2025, 1, 1), new(2025, 11, 15)));

        Assert.Equal(3, (await app.FigureAsync("ai-services.inUse", june)).Value);
        var byTier = await app.FigureAsync("ai-services.byTier", november);
        Assert.Equal(2, byTier.Value);
        Assert.Equal(byTier.Value, await app.ListedAsync(byTier.Href));
        Assert.Equal(1, byTier.Parts.Single(p => p.Key == "Transparency").Value);
        Assert.Equal(1, (await app.FindingAsync("ai-services.notAssessed", november.Last)).Count);
    }

    [Fact]
    public async Task A_refusal_says_what_is_missing()
    {
        await using var app = new TestApp();
        using var response = await app.Browser.PostAsJsonAsync("/api/ai-services", Said("AI-1", "HighRisk", "2025-01-10"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("bilagor", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task PostAsync(TestApp app, string reference, string tier, string from, string until = "")
    {
        using var response = await app.Browser.PostAsJsonAsync("/api/ai-services", Said(reference, tier, from, until));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Dictionary<string, string> Said(string reference, string tier, string from, string until = "") =>
        new() { ["reference"] = reference, ["name"] = "Tjänst", ["purpose"] = "Sammanfatta text", ["role"] = "Deployer", ["tier"] = tier, ["inUseFrom"] = from, ["inUseUntil"] = until };
}

using System.Net.Http.Json;
using System.Text.Json;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Assets;

public sealed class SystemScopeTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_system_is_seen_from_its_unit_and_above(string provider)
    {
        await using var app = TestApp.On(provider);
        Lindby.AddOrganisation(app);
        await PostAsync(app, "systems", new() { ["reference"] = "S1", ["name"] = "Diarium", ["unit"] = "A6-03" });
        await PostAsync(app, "systems", new() { ["reference"] = "S2", ["name"] = "E-arkiv" });

        Assert.Equal(new[] { 2, 1, 1, 0 }, new[] { await SeenAsync(app, ""), await SeenAsync(app, "LSN/LSF/A6/"), await SeenAsync(app, "LSN/LSF/A6/A6-03/"), await SeenAsync(app, "LSN/LSF/A1/") });
    }

    [Fact]
    public async Task A_classification_is_seen_where_its_system_is()
    {
        await using var app = new TestApp();
        Lindby.AddOrganisation(app);
        await PostAsync(app, "systems", new() { ["reference"] = "S1", ["name"] = "Diarium", ["unit"] = "A6-03" });
        await PostAsync(app, "classifications", new() { ["system"] = "S1", ["classifiedOn"] = "2025-03-01", ["kind"] = "Light" });

        Assert.Equal(new[] { 1, 1, 0 }, new[] { await SeenAsync(app, "", "classifications"), await SeenAsync(app, "LSN/LSF/A6/", "classifications"), await SeenAsync(app, "LSN/LSF/A1/", "classifications") });
        Assert.Equal(1, await app.ListedAsync("/systems?classified=true"));
        Assert.Equal(0, await app.ListedAsync("/systems?classified=true&asOf=2025-02-28"));
    }

    private static async Task PostAsync(TestApp app, string register, Dictionary<string, string> said)
    {
        using var response = await app.Browser.PostAsJsonAsync($"/api/{register}", said);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<int> SeenAsync(TestApp app, string path, string register = "systems")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{register}");
        request.Headers.Add("X-Test-Path", path);
        using var response = await app.Browser.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("total").GetInt32();
    }
}

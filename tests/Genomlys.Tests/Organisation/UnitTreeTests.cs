using System.Net.Http.Json;
using System.Text;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Organisation;

public sealed class UnitTreeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_organisation_of_2025_becomes_a_tree(string provider)
    {
        await using var app = TestApp.On(provider);
        var outcome = await app.ImportAsync("units", "organisation.csv");
        Assert.Equal((47, 0), (outcome.Added, outcome.Refused));
        Assert.Equal("LSN/LSF/A1/A1-03/", await PathAsync(app, "A1-03"));
        Assert.Equal(6, await app.ListedAsync("/units?level=Department"));
        Assert.Equal(1, await app.ListedAsync("/units?level=Board"));

        var again = await app.ImportAsync("units", "organisation.csv");
        Assert.Equal((0, 0, 47), (again.Added, again.Changed, again.Unchanged));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_row_whose_unit_above_is_unknown_is_refused_by_line(string provider)
    {
        await using var app = TestApp.On(provider);
        var outcome = await app.ImportAsync("units", "x.csv", Encoding.UTF8.GetBytes("Överordnad;Benämning;Nivå;Kod\n;Nämnden;nämnd;N\nN;Kontoret;förvaltning;K\nX9;Vilse;enhet;V\n"));
        Assert.Equal((2, 1), (outcome.Added, outcome.Refused));
        Assert.StartsWith("4", outcome.Problems.Trim());
        Assert.Contains("överordnade enheten finns inte", outcome.Problems);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_below_follow_a_unit_that_moves(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.ImportAsync("units", "organisation.csv");
        Assert.Equal(200, await PatchAsync(app, "A1", new { parentCode = "A2" }));
        Assert.Equal("LSN/LSF/A2/A1/", await PathAsync(app, "A1"));
        Assert.Equal("LSN/LSF/A2/A1/A1-03/", await PathAsync(app, "A1-03"));
        Assert.Equal("LSN/LSF/A2/A2-01/", await PathAsync(app, "A2-01"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Those_below_follow_a_unit_that_gets_another_code(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.ImportAsync("units", "organisation.csv");
        Assert.Equal(200, await PatchAsync(app, "A1", new { code = "ÄO" }));
        Assert.Equal("LSN/LSF/ÄO/A1-03/", await PathAsync(app, "A1-03"));
        var again = await app.ImportAsync("units", "x.csv", Encoding.UTF8.GetBytes("Överordnad;Benämning;Nivå;Kod\nÄO;Kilby vård- och omsorgsboende;enhet;A1-03\n"));
        Assert.Equal((0, 1), (again.Changed, again.Unchanged));
    }

    [Fact]
    public async Task A_unit_cannot_lie_below_itself()
    {
        await using var app = new TestApp();
        await app.ImportAsync("units", "organisation.csv");
        Assert.Equal(400, await PatchAsync(app, "A1", new { parentCode = "A1-03" }));
        Assert.Equal(400, await PatchAsync(app, "A1", new { parentCode = "A1" }));
        Assert.Equal("LSN/LSF/A1/A1-03/", await PathAsync(app, "A1-03"));
    }

    [Fact]
    public async Task A_code_is_used_once()
    {
        await using var app = new TestApp();
        await app.ImportAsync("units", "organisation.csv");
        var response = await app.Browser.PostAsJsonAsync("/api/units", new { code = "A1", name = "En till", level = "Department", parentCode = "LSF" }, Stop);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_vacant_role_is_a_finding_until_someone_has_it(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.ImportAsync("units", "organisation.csv");
        await app.Browser.PostAsJsonAsync("/api/people", new { role = "InfoSecCoordinator", unit = "LSF", from = "2025-01-01" }, Stop);
        await app.Browser.PostAsJsonAsync("/api/people", new { role = "DataProtectionOfficer", unit = "LSF", from = "2024-01-01", until = "2025-06-30", holder = "A" }, Stop);
        await app.Browser.PostAsJsonAsync("/api/people", new { role = "SecurityCoordinator", unit = "LSF", from = "2026-01-01", holder = "B" }, Stop);
        Assert.Equal(1, await app.ListedAsync("/people?state=Vacant&asOf=2025-11-15"));
        Assert.Equal(1, await app.ListedAsync("/people?state=Ended&asOf=2025-11-15"));
        Assert.Equal(1, await app.ListedAsync("/people?state=Upcoming&asOf=2025-11-15"));
        Assert.Equal(1, await app.ListedAsync("/people?state=Held&asOf=2025-03-01"));
    }

    private static Task<string> PathAsync(TestApp app, string code) =>
        app.Use(s => s.GetRequiredService<GenomlysDb>().Units.Where(u => u.Code == code).Select(u => u.Path).SingleAsync());

    private static async Task<int> PatchAsync(TestApp app, string code, object said)
    {
        var id = await app.Use(s => s.GetRequiredService<GenomlysDb>().Units.Where(u => u.Code == code).Select(u => u.Id).SingleAsync());
        var href = $"/api/units/{id}";
        var request = new HttpRequestMessage(HttpMethod.Patch, href) { Content = JsonContent.Create(said) };
        request.Headers.IfMatch.Add((await app.Browser.GetAsync(href, Stop)).Headers.ETag!);
        return (int)(await app.Browser.SendAsync(request, Stop)).StatusCode;
    }
}

using AngleSharp.Dom;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Incidents;

public sealed class FromRowToReportTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_row_becomes_an_incident_starts_its_clock_stands_on_the_start_page_and_is_opened_by_the_printed_number(string provider)
    {
        await using var app = TestApp.On(provider);
        await app.PlantAsync();
        Lindby.AddOrganisation(app);
        Assert.Equal(44, (await app.ImportAsync("incidents", "ia-uttag-2025-11-15.xlsx")).Added);

        var clock = await app.Use(services => services.GetRequiredService<GenomlysDb>().Deadlines.Where(d => d.MetAt == null).OrderBy(d => d.DueAt).FirstAsync());
        Assert.StartsWith("/incidents/", clock.Href, StringComparison.Ordinal);
        Assert.Contains(clock.Href, Links(await app.PageAsync("/"), ".deadlines a"));

        await app.SubmitAsync("/review", [], form: "main form[action='/review/start']");
        var draft = await app.PageAsync("/review/2025");
        var place = draft.QuerySelectorAll(".document :is(h2, h3, h4, h5)").Single(h => h.TextContent.Contains("1.2.5.2", StringComparison.Ordinal));
        var printed = draft.QuerySelectorAll(".document a[data-figure='incidents.total']").First(a => place.CompareDocumentPosition(a).HasFlag(DocumentPositions.Following));
        Assert.Equal("44", printed.TextContent);
        Assert.Contains(clock.Href, Links(await app.PageAsync(printed.GetAttribute("href")!), "main tbody a"));
    }

    private static IEnumerable<string?> Links(IParentNode page, string where) => page.QuerySelectorAll(where).Select(a => a.GetAttribute("href"));
}

using System.Text;
using Genomlys.Improvements;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Improvements;

/// <summary>A person decides which proposals are one thing; the record shows the years side by side.</summary>
public sealed class LineagePagesTests
{
    private const string Matches = "/improvements/matches?year=2025";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_match_that_a_person_accepts_makes_the_later_proposal_remain(string provider)
    {
        await using var app = await TwoYearsAsync(provider);
        Assert.Equal([2025, 2025], (await OfAsync(app, 2025)).Select(p => p.FirstProposed));   // nothing is linked by itself

        await app.SubmitAsync(Matches, [], form: "[data-match] form");
        Assert.Equal([2024, 2025], (await OfAsync(app, 2025)).Select(p => p.FirstProposed));
        Assert.Equal(2025, (await OfAsync(app, 2024))[0].ContinuedIn);
        Assert.Empty((await app.PageAsync(Matches)).QuerySelectorAll("[data-match]"));
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Not_the_same_is_remembered_and_can_be_taken_back(string provider)
    {
        await using var app = await TwoYearsAsync(provider);
        await app.SubmitAsync(Matches, [], form: "[data-match] form:last-of-type");
        Assert.Equal([2025, 2025], (await OfAsync(app, 2025)).Select(p => p.FirstProposed));
        Assert.Empty((await app.PageAsync(Matches)).QuerySelectorAll("[data-match]"));

        await app.SubmitAsync(Matches, [], form: "[data-unrelated] form");
        Assert.Single((await app.PageAsync(Matches)).QuerySelectorAll("[data-match]"));
    }

    [Fact]
    public async Task The_record_shows_the_years_side_by_side_with_the_words_that_differ()
    {
        await using var app = await TwoYearsAsync("Sqlite");
        await app.SubmitAsync(Matches, [], form: "[data-match] form");
        var now = (await OfAsync(app, 2025))[0];
        var section = (await app.PageAsync($"/improvements/{now.Id}")).QuerySelector("section.lineage")!;
        Assert.Contains("inom området", section.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("tillagt:", section.QuerySelector("ins .visually-hidden")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("borttaget:", section.QuerySelector("del .visually-hidden")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["År", "2024", "2025"], section.QuerySelectorAll("thead th").Select(h => h.TextContent));
        Assert.Contains("Kvarstår", section.TextContent, StringComparison.Ordinal);

        await app.SubmitAsync($"/improvements/{now.Id}", [], form: "section.lineage table form");
        Assert.Equal(2025, (await OfAsync(app, 2025))[0].FirstProposed);
    }

    [Fact]
    public async Task Two_proposals_that_become_one_remain_since_the_first_of_them()
    {
        await using var app = new TestApp();
        await app.ImportAsync("improvements", "forbattringar-2023.csv", File("1;Öva ledningsgruppen"));
        await app.ImportAsync("improvements", "forbattringar-2024.csv", File("1;Öva alla enheter"));
        await app.ImportAsync("improvements", "forbattringar-2025.csv", File("1;Övningsplan"));
        var (one, other, both) = ((await OfAsync(app, 2023))[0], (await OfAsync(app, 2024))[0], (await OfAsync(app, 2025))[0]);
        foreach (var before in new[] { other, one })
            await app.SubmitAsync($"/improvements/{both.Id}", new() { ["earlier"] = $"{before.Id}", ["kind"] = "MergedFrom" }, form: "section.lineage details form");
        var merged = (await OfAsync(app, 2025))[0];
        Assert.Equal((2023, other.Id), (merged.FirstProposed, merged.OriginId));
    }

    [Fact]
    public async Task A_record_of_the_same_year_is_refused_in_words()
    {
        await using var app = await TwoYearsAsync("Sqlite");
        var now = await OfAsync(app, 2025);
        var (response, _) = await app.SubmitAsync($"/improvements/{now[0].Id}", new() { ["earlier"] = $"{now[1].Id}", ["kind"] = "Continues" }, form: "section.lineage details form");
        var page = await app.PageAsync(response.Headers.Location!.ToString());
        Assert.Contains("En post följer på en från ett tidigare år", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await OfAsync(app, 2025))[0].OriginId);
    }

    private static async Task<TestApp> TwoYearsAsync(string provider)
    {
        var app = TestApp.On(provider);
        await app.ImportAsync("improvements", "forbattringar-2024.csv", File("1;Stärka chefers kunskap om informationssäkerhet", "2;Rutin för förlorade enheter"));
        await app.ImportAsync("improvements", "forbattringar-2025.csv", File("1;Stärka chefers kunskap inom området informationssäkerhet", "2;Utbildningsunderlag för medarbetare utan dator"));
        return app;
    }

    private static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes($"Ordning;Förbättring\n{string.Join('\n', rows)}\n");

    private static Task<List<ImprovementProposal>> OfAsync(TestApp app, int year) =>
        app.Use(services => services.GetRequiredService<GenomlysDb>().Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync());
}

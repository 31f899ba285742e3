using System.Text;
using System.Text.Json;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Improvements;

public sealed class ImprovementsLindbyTests
{
    private static readonly Period Year = Period.Days(new(2025, 1, 1), new(2025, 11, 15));
    private static readonly JsonElement Expected = JsonDocument.Parse(Lindby.File("expected.json")).RootElement;

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Four_of_five_improvements_remain_because_they_continue_last_year_s(string provider)
    {
        await using var app = await BothYears(provider);

        var carriedOver = await app.FigureAsync("improvements.carriedOver", Year);
        Assert.Equal(Expected.GetProperty("improvements").GetDecimal(), carriedOver.Population);
        Assert.Equal(Expected.GetProperty("improvements_remaining").GetDecimal(), carriedOver.Value);
        Assert.Equal(5, (await app.FigureAsync("improvements.before", Year)).Value);
        Assert.Equal(4, (await app.FigureAsync("improvements.continued", Year)).Value);
        Assert.Equal(1, (await app.FindingAsync("improvements.vanished", Year.Last)).Count);
        Assert.Equal(5, (await app.FindingAsync("improvements.withoutOwner", Year.Last)).Count);
    }

    [Fact]
    public async Task The_same_file_twice_adds_nothing()
    {
        await using var app = await BothYears("Sqlite");
        var again = await app.ImportAsync("improvements", "forbattringar-2025.csv");
        Assert.Equal((0, 0, 5), (again.Added, again.Changed, again.Unchanged));
    }

    [Fact]
    public async Task An_unknown_origin_is_refused_by_line()
    {
        await using var app = await BothYears("Sqlite");
        var refused = await app.ImportAsync("improvements", "forbattringar-2026.csv", Encoding.UTF8.GetBytes("Ordning;Förbättring;Ursprung;År\n1;Rutin för AI;2025:5;2026\n2;Rutin för lån;2019:1;2026\n"));
        Assert.Equal((1, 1), (refused.Added, refused.Refused));
        Assert.Contains("2019:1", refused.Problems, StringComparison.Ordinal);
        Assert.StartsWith("3", refused.Problems.TrimStart(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chapter_says_which_proposals_remain()
    {
        await using var app = await BothYears("Sqlite");
        var chapter = await app.SectionAsync("improvements.proposals", Year);
        Assert.StartsWith("Genomgången föreslår 5", chapter, StringComparison.Ordinal);
        Assert.Contains("Informationssäkerhet i upphandlingsförfarandet (kvarstår)\nFörslaget kvarstår sedan 2024.", chapter, StringComparison.Ordinal);
        Assert.Contains("Utbildningsunderlag för medarbetare utan dator\nFörslaget är nytt i årets genomgång.", chapter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_says_what_became_of_last_year_s_proposals()
    {
        await using var app = await BothYears("Sqlite");
        var chapter = await app.SectionAsync("improvements.status", Year);
        Assert.Contains("1 | Informationssäkerhet i upphandlingsförfarandet | Kvarstår som förslag 1 i årets genomgång.", chapter, StringComparison.Ordinal);
        Assert.Contains("5 | Rutin för förlorade enheter | Beslutad 2024-12-12. Förslaget finns inte med i år", chapter, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_plan_holds_ten_six_and_six_activities(string provider)
    {
        await using var app = TestApp.On(provider);
        Assert.Equal(22, (await app.ImportAsync("plan", "treårsplan-2026-2028.csv")).Added);

        var items = await app.FigureAsync("plan.items", Year);
        Assert.Equal(Expected.GetProperty("plan_items").EnumerateObject().Select(y => (y.Name, y.Value.GetDecimal())), items.Parts.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));

        var chapter = await app.SectionAsync("improvements.plan", Year);
        Assert.StartsWith("Planen för 2026–2028 omfattar 22", chapter, StringComparison.Ordinal);
        Assert.Contains("2028\n- Klassa informationstillgångar", chapter, StringComparison.Ordinal);
        Assert.Equal(22, (await app.ImportAsync("plan", "treårsplan-2026-2028.csv")).Unchanged);
    }

    [Fact]
    public async Task Chapters_without_data_say_so()
    {
        await using var app = new TestApp();
        Assert.All(await Task.WhenAll(app.SectionAsync("improvements.proposals", Year), app.SectionAsync("improvements.plan", Year), app.SectionAsync("improvements.status", Year)),
            chapter => Assert.Contains("inget att redovisa", chapter, StringComparison.Ordinal));
    }

    private static async Task<TestApp> BothYears(string provider)
    {
        var app = TestApp.On(provider);
        Assert.Equal(5, (await app.ImportAsync("improvements", "forbattringar-2024.csv")).Added);
        Assert.Equal(5, (await app.ImportAsync("improvements", "forbattringar-2025.csv")).Added);
        return app;
    }
}

using System.Text;
using Genomlys.Shared;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Training;

public sealed class TrainingOf2025Tests
{
    private static readonly Dictionary<string, string> Courses = new() { ["Informationssäkerhet"] = "informationSecurity", ["Dataskydd"] = "dataProtection" };
    private static readonly Dictionary<string, string> Audiences = new() { ["Chef"] = "manager", ["Medarbetare"] = "employee", ["Förtroendevald"] = "electedMember" };
    private static readonly Dictionary<string, string> States = new() { ["Certifierad"] = "Certified", ["Pågår"] = "Started", ["Ej certifierad"] = "NotCertified", ["Utgått"] = "Expired" };

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_platforms_file_gives_the_counts_and_shares_of_the_report(string provider)
    {
        await using var app = await Town(provider);
        var training = Sample.Expected.GetProperty("training");
        foreach (var expected in Sample.Expected.GetProperty("drawn").GetProperty("training_counts").EnumerateObject())
        {
            var (audience, course) = expected.Name.Split('/') is [var a, var c] ? (a, c) : default;
            var figure = await Sample.FigureAsync(app, $"training.{Courses[course]}.{Audiences[audience]}");
            Assert.Equal(training.GetProperty("population").GetProperty(audience).GetInt32(), figure.Value);
            foreach (var state in expected.Value.EnumerateObject())
                Assert.Equal(state.Value.GetInt32(), figure.Part(States[state.Name])!.Value);
            Assert.Equal(100, figure.Parts.Sum(p => p.Share));
            await Sample.AssertProvenAsync(app, figure);
        }
        foreach (var course in training.GetProperty("percent").EnumerateObject())
            foreach (var audience in course.Value.EnumerateObject())
                foreach (var state in audience.Value.EnumerateObject())
                    Assert.Equal(state.Value.GetInt32(), (await Sample.FigureAsync(app, $"training.{Courses[course.Name]}.{Audiences[audience.Name]}")).Part(States[state.Name])!.Share);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task The_four_who_are_not_grouped_are_kept_and_counted_as_excluded_persons(string provider)
    {
        await using var app = await Town(provider);
        var figure = await Sample.FigureAsync(app, "training.informationSecurity.electedMember");
        var excluded = Assert.Single(figure.Exclusions);
        Assert.Equal((4, "Inte grupperad under förvaltningen i utbildningsplattformen"), (excluded.Count, excluded.Reason));
        Assert.Equal(4, await Sample.CountAsync(app, excluded.Href));
        Assert.Contains("4 ingår inte: Inte grupperad under förvaltningen", figure.Footnote);
        Assert.Empty((await Sample.FigureAsync(app, "training.informationSecurity.manager")).Exclusions);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_certificate_that_has_run_out_counts_as_expired_on_the_day_asked_about(string provider)
    {
        await using var app = await Town(provider);
        var later = Period.Days(new(2025, 1, 1), new(2027, 1, 1));
        var figure = await Sample.FigureAsync(app, "training.dataProtection.manager", later);
        Assert.Equal((122, 0, 88), (figure.Value, figure.Part("Certified")!.Value, figure.Part("Expired")!.Value));   // 63 certified and 25 expired a year before
        await Sample.AssertProvenAsync(app, figure);
    }

    [Fact]
    public async Task The_same_file_again_adds_and_changes_nothing()
    {
        await using var app = await Town("Sqlite");
        var again = await Sample.ImportAsync(app, "training", "utbildningsplattform-2025-11-15.csv");
        Assert.Equal((0, 0, 5152, 0), (again.Added, again.Changed, again.Unchanged, again.Refused.Count));
    }

    [Fact]
    public async Task A_row_of_a_unit_without_a_status_is_refused_by_line()
    {
        await using var app = await Town("Sqlite", withTraining: false);
        var outcome = await Sample.ImportAsync(app, "training", Encoding.UTF8.GetBytes("Personal-ID;Målgrupp;Enhet;Kurs;Status\nL1;Chef;HR;Grundutbildning i dataskydd;\nL2;Chef;HR;Grundutbildning i dataskydd;Pågår\nL3;Chef;HR;Okänd kurs;Pågår\n"));
        Assert.Equal((1, "2,4"), (outcome.Added, string.Join(',', outcome.Refused.Select(r => r.Line))));
        Assert.Contains("Läge saknas", outcome.Refused[0].Problem);
    }

    [Fact]
    public async Task Who_sees_one_department_counts_its_people_only()
    {
        await using var app = await Town("Sqlite");
        var all = await app.PageAsync("/training");
        var some = await app.PageAsync("/training", viewer: "LSN/LSF/A6/");
        Assert.NotEqual(all.QuerySelector("h1 + p, .found")?.TextContent, some.QuerySelector("h1 + p, .found")?.TextContent);
        Assert.DoesNotContain("Förtroendevald", some.QuerySelector("tbody")!.TextContent);
    }

    [Fact]
    public async Task The_section_says_what_the_report_says()
    {
        await using var app = await Town("Sqlite");
        var text = await Sample.SectionAsync(app, "training.status");
        Assert.Contains("visar läget den 15 november 2025", text);
        Assert.Contains("39 procent", text);
        Assert.Contains("Resultatet för medarbetare är baserat på 2 428", text);
        Assert.Contains("Inte grupperad under förvaltningen", text);
    }

    [Fact]
    public async Task Without_records_the_section_says_so()
    {
        await using var app = new TestApp();
        Assert.Contains("inget att redovisa", await Sample.SectionAsync(app, "training.status"));
    }

    private static async Task<TestApp> Town(string provider, bool withTraining = true)
    {
        var app = TestApp.On(provider);
        await Sample.SeedAsync(app);
        await Sample.ImportAsync(app, "units", "organisation.csv");
        if (withTraining)
        {
            var outcome = await Sample.ImportAsync(app, "training", "utbildningsplattform-2025-11-15.csv");
            Assert.Equal((5152, 0), (outcome.Added, outcome.Refused.Count));
        }
        return app;
    }
}

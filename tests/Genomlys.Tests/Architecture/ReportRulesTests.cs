using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Genomlys.Tests.Registers;
using Genomlys.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Architecture;

/// <summary>Rule 6 of docs/house.md.</summary>
public sealed class ReportRulesTests
{
    /// <summary>Places whose module is not built: the author writes there, and the draft says that nothing is registered.</summary>
    private static readonly string[] WrittenByHand = ["city", "third-countries", "vor"];

    [Fact]
    public async Task Keys_of_figures_findings_and_sections_are_unique()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var registers = services.GetRequiredService<RegisterBook>();
            Assert.Empty(ReportRules.Twice(registers.Figures.Select(f => f.Key)));
            Assert.Empty(ReportRules.Twice(registers.Findings.Select(f => f.Key)));
            Assert.Empty(ReportRules.Twice(services.GetServices<ISection>().Select(s => s.Key)));
            Assert.Empty(ReportRules.Twice(registers.All.Select(r => r.Name)));
            Assert.Empty(ReportRules.Twice(registers.All.Select(r => r.RecordType.Name)));
        });
    }

    [Fact]
    public async Task Every_place_of_a_template_has_a_section_or_text()
    {
        await using var app = new TestApp();
        app.Use(services =>
        {
            var sections = services.GetServices<ISection>().Select(s => s.Key).ToHashSet();
            foreach (var template in Template.Shipped)
            {
                var places = PlacesOf(template).Where(p => !WrittenByHand.Contains(p.Key)).ToList();
                Assert.Empty(ReportRules.Twice(template.Places.Select(p => p.Key)));
                Assert.Empty(ReportRules.Twice(template.Places.Select(p => p.Number).Where(n => n is not "")));
                Assert.Empty(ReportRules.PlacesThatNobodyFills(places, sections));
                Assert.Empty(ReportRules.SectionsThatNobodyWrites(places, sections));
            }
            Assert.Empty(ReportRules.SectionsThatStandNowhere(Template.Shipped.SelectMany(PlacesOf), sections));
        });
    }

    [Fact]
    public async Task Every_figure_that_a_template_names_exists()
    {
        await using var app = new TestApp();
        app.Use(services => Assert.Empty(Template.Shipped.SelectMany(t => t.Places).SelectMany(p => MarkdownBlocks.FigureKeys(p.Text))
            .Except(services.GetRequiredService<RegisterBook>().Figures.Select(f => f.Key))));
    }

    [Fact]
    public async Task A_section_never_answers_with_nothing()
    {
        await using var app = new TestApp();
        await WriteAllAsync("with nothing registered");
        await app.Use(async services =>
        {
            var units = await Planting.UnitsAsync(services.GetRequiredService<GenomlysDb>(), "A/");
            var planting = new Planting(services);
            foreach (var register in services.GetRequiredService<RegisterBook>().All)
                await planting.RecordAsync(register, units[0], "Alfa");
            return true;
        });
        await WriteAllAsync("with something registered");

        Task<bool> WriteAllAsync(string when) => app.Use(async services =>
        {
            foreach (var section in services.GetServices<ISection>())
                Assert.True((await section.WriteAsync(new SectionContext(services.GetRequiredService<GenomlysDb>(), Period.Year(2025)), TestContext.Current.CancellationToken)).Count > 0, $"{section.Key} says nothing {when}.");
            return true;
        });
    }

    [Fact]
    public void Each_rule_is_red_on_a_planted_template()
    {
        ReportRules.PlaceOf[] places = [new("hay", false, []), new("cows", false, ["barn.cows", "barn.calves"]), new("words", true, [])];
        var sections = new HashSet<string> { "barn.cows", "barn.horses" };
        Assert.Equal(["hay has no section and no text."], ReportRules.PlacesThatNobodyFills(places, sections));
        Assert.Equal(["barn.calves is named and not written."], ReportRules.SectionsThatNobodyWrites(places, sections));
        Assert.Equal(["barn.horses is written and stands nowhere."], ReportRules.SectionsThatStandNowhere(places, sections));
        Assert.Equal(["a stands twice."], ReportRules.Twice(["a", "b", "a"]));
    }

    private static IEnumerable<ReportRules.PlaceOf> PlacesOf(Template template) => template.Places.Select(p => new ReportRules.PlaceOf(p.Key, p.Text is not "", p.Sections));
}

using System.Net;
using System.Text;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>A template is data: the city changes it without a programmer, and what is wrong in it is said before it is kept.</summary>
public sealed class TemplateTests
{
    private static readonly HashSet<string> Sections = ["a.b"];

    [Fact]
    public void A_template_says_the_same_when_it_has_been_a_file()
    {
        foreach (var shipped in Template.Shipped)
            Assert.Equal(shipped.Write(), Template.Read(shipped.Write())!.Write());
        Assert.Null(Template.Read("{}"));
        Assert.Null(Template.Read("[1"));
        Assert.Null(Template.Read(Template.Shipped[0].Write().Replace("\"title\"", "\"titel\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_fault_of_a_template_is_named()
    {
        var sound = new Template("min", "Min", new DateOnly(2026, 1, 1), "Titel", "", [new Place("ett", "1", "Ett", "") { Sections = ["a.b"] }]);
        Assert.Empty(TemplateRules.Problems(sound, Sections));
        foreach (var (wrong, says) in new (Template, string)[]
        {
            (sound with { Name = " " }, "namn"), (sound with { Key = "Å" }, "Å"), (sound with { Places = [] }, "0 platser"),
            (sound.With(new Place("två", "1", "Två", "")), "två"), (sound with { Places = [.. sound.Places, .. sound.Places] }, "ett"),
            (sound.With(new Place("b", "1.2.3.4.5", "B", "")), "1.2.3.4.5"), (sound.With(new Place("b", "2", " ", "")), "rubrik"), (sound.With(new Place("decide", "2", "B", "")), "decide"),
            (sound.With(new Place("b", "2", "B", "") { Sections = ["no.such"] }), "no.such"), (sound.With(new Place("b", "2", "B", new string('x', 20_001))), "20000"),
        })
            Assert.Contains(says, Assert.Single(TemplateRules.Problems(wrong, Sections)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Places_are_put_in_moved_and_taken_out()
    {
        var template = new Template("t", "T", default, "T", "", [new Place("a", "1", "A", ""), new Place("b", "2", "B", "")]);
        Assert.Equal(["a", "c", "b"], Keys(template.With(new Place("c", "", "C", ""), after: "a")));
        Assert.Equal(["b", "a"], Keys(template.Moved("a", 1)));
        Assert.Equal(["a", "b"], Keys(template.Moved("a", -1)));
        Assert.Equal(["b"], Keys(template.Without("a")));
        Assert.Equal("Nytt", template.With(new Place("b", "2", "Nytt", "")).Find("b")!.Heading);

        static IEnumerable<string> Keys(Template t) => t.Places.Select(p => p.Key);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_copy_that_is_changed_changes_the_draft_at_once_and_the_change_is_undone(string provider)
    {
        await using var app = TestApp.On(provider);
        await Reviews.BeginAsync(app);
        var copy = await CopyAsync(app, "2025");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            (await db.Reviews.SingleAsync()).Follow(new Id<ReportTemplate>(Guid.Parse(copy.Split('/')[^1])));
            return await db.SaveChangesAsync();
        });
        var (saved, _) = await app.SubmitAsync($"{copy}/places/city", new() { ["heading"] = "Stadens satsningar" });
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("1.2.2 Stadens satsningar", (await app.PageAsync("/review/2025")).QuerySelector(".draft-places")!.TextContent, StringComparison.Ordinal);

        await app.SubmitAsync($"{copy}/places/new", new() { ["key"] = "egen", ["number"] = "1.5", ["heading"] = "En egen plats", ["after"] = "plan" }, form: "main form.record");
        Assert.Contains("1.5 En egen plats", (await app.PageAsync("/review/2025")).QuerySelector(".draft-places")!.TextContent, StringComparison.Ordinal);
        await app.SubmitAsync(copy, [], form: $"form[action$='/undo']");
        Assert.DoesNotContain("En egen plats", (await app.PageAsync("/review/2025")).QuerySelector(".draft-places")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shipped_template_is_copied_and_not_changed()
    {
        await using var app = new TestApp();
        var shipped = await AddressAsync(app, "2025");
        var page = await app.PageAsync(shipped);
        Assert.Null(page.QuerySelector($"a[href='{shipped}/places/city']"));
        var (answer, _) = await app.SubmitAsync(shipped, [], form: "form[action$='/copy']");
        var copy = answer.Headers.Location!.ToString();
        Assert.NotNull((await app.PageAsync(copy)).QuerySelector($"a[href$='/places/city']"));
        var (refused, why) = await app.SubmitAsync($"{shipped}/edit", new() { ["name"] = "Annat namn" });
        Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);
        Assert.Contains("Kopiera den", why.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_seen_the_newest_template_overwrites_nothing()
    {
        await using var app = new TestApp();
        var copy = await CopyAsync(app, "2025");
        await app.SubmitAsync($"{copy}/places/city", new() { ["heading"] = "Först" });
        var (refused, page) = await app.SubmitAsync($"{copy}/places/city", new() { ["heading"] = "Sedan", ["_version"] = "1" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Sedan", page.QuerySelector("#heading")!.GetAttribute("value"));
        Assert.Contains("Först", (await app.PageAsync(copy)).QuerySelector("table")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_file_is_read_in_whole_or_not_at_all_and_twice_is_once(string provider)
    {
        await using var app = TestApp.On(provider);
        var own = Template.Shipped[0] with { Key = "egen", Name = "Vår egen mall" };
        await ReadAsync(own.Write(), HttpStatusCode.SeeOther);
        await ReadAsync(own.Write(), HttpStatusCode.SeeOther);
        Assert.Equal(1, await app.Use(services => services.GetRequiredService<GenomlysDb>().Templates.CountAsync(t => !t.IsShipped)));
        Assert.Contains("no.such", await ReadAsync(own.With(own.Places[0] with { Sections = ["no.such"] }).Write(), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("ingen mall", await ReadAsync("hej", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("Kopiera den", await ReadAsync((Template.Shipped[0] with { Name = "Stulen" }).With(Template.Shipped[0].Places[0] with { Heading = "Annan" }).Write(), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        var kept = (await AddressAsync(app, "egen"))!;
        Assert.Equal(own.Write(), await app.Browser.GetStringAsync($"{kept}/file", TestContext.Current.CancellationToken));

        async Task<string> ReadAsync(string content, HttpStatusCode expected)
        {
            var (answer, page) = await app.SubmitAsync("/templates/file", [], file: ("file", Encoding.UTF8.GetBytes(content)));
            Assert.Equal(expected, answer.StatusCode);
            return page.Body!.TextContent;
        }
    }

    [Theory, InlineData(2022, "2023"), InlineData(2023, "2023"), InlineData(2024, "2023"), InlineData(2025, "2025"), InlineData(2030, "2025")]
    public async Task A_review_follows_the_newest_template_that_was_valid_when_its_year_began(int year, string expected)
    {
        await using var app = new TestApp();
        Assert.Equal(expected, await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var id = await db.TemplateForAsync(new(year, default), default);
            return (await db.Templates.SingleAsync(t => t.Id == id)).Reference;
        }));
    }

    private static async Task<string> CopyAsync(TestApp app, string reference) =>
        (await app.SubmitAsync(await AddressAsync(app, reference), [], form: "form[action$='/copy']")).Response.Headers.Location!.ToString().Split('?')[0];

    private static Task<string> AddressAsync(TestApp app, string reference) => app.Use(async services => $"/templates/{(await services.GetRequiredService<GenomlysDb>().Templates.SingleAsync(t => t.Reference == reference)).Id}");
}

using AngleSharp.Html.Dom;
using Genomlys.Incidents;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Review.Writing;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Incidents;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review.Writing;

/// <summary>What lies before someone who writes a place.</summary>
public sealed class DeskTests
{
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_the_registers_know_is_offered_as_sentences_and_never_put_in_by_itself(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await PlantIncidentsAsync(app);
        var page = await one.OpenAsync("incidents");
        var offered = page.QuerySelectorAll("[aria-labelledby=sentences] li").Select(l => (Reads: l.QuerySelector("a")!.TextContent, Text: l.QuerySelector("button")!.GetAttribute("data-insert")!)).ToList();
        Assert.Contains(offered, o => o is { Reads: "2 incidenter saknar kategori (av 3 i registret).", Text: "2 incidenter saknar kategori (av 3 i registret)." });
        Assert.Contains(offered, o => o.Text.Contains("{{incidents.total}}", StringComparison.Ordinal) && o.Reads.Contains('3', StringComparison.Ordinal));
        Assert.DoesNotContain("saknar kategori", ((IHtmlTextAreaElement)page.QuerySelector("#markdown")!).Value, StringComparison.Ordinal);
        Assert.Empty((await one.OpenAsync("city")).QuerySelectorAll("[aria-labelledby=sentences] li"));   // no module feeds it
    }

    [Fact]
    public async Task The_text_of_the_year_before_stands_beside()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var before = new ManagementReview { Id = Id<ManagementReview>.New(), Year = 2024, TemplateId = await db.TemplateForAsync(new(2025, default), default), AsOf = new DateOnly(2024, 11, 15) };
            var text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = before.Id, Place = "city" };
            text.Write("Så var det 2024.", true, 0, app.Clock.GetUtcNow());
            db.AddRange(before, text);
            return await db.SaveChangesAsync();
        });
        Assert.Equal("Så var det 2024.", (await one.OpenAsync("city")).QuerySelector("blockquote.before")!.TextContent);
        Assert.Null((await one.OpenAsync("world")).QuerySelector("blockquote.before"));
    }

    [Fact]
    public async Task A_preview_shows_what_is_written_with_its_figures_and_saves_nothing()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using var one = new Writer(app, Writer.First);
        await PlantIncidentsAsync(app);
        var (status, _, page) = await one.SendAsync("city", "preview", ("markdown", "Det var **{{incidents.total}}** och {{incidents.total}} händelser."), ("_version", "0"));
        Assert.Equal(200, status);
        Assert.NotNull(page.QuerySelector("link[href^='/genomlys.css']"));
        Assert.Matches("och 3.{0,3} händelser", page.QuerySelector(".preview .document")!.TextContent);
        Assert.StartsWith("Det var **{{", ((IHtmlTextAreaElement)page.QuerySelector("#markdown")!).Value, StringComparison.Ordinal);
        Assert.Equal(("", 0), await one.TextAsync("city"));
    }

    /// <summary>However long the review is, opening a place asks as few questions: of its own place, and one or two of each register that its text or its modules count.</summary>
    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task A_place_opens_with_as_few_questions_however_long_the_review_is(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using var one = new Writer(app, Writer.First);
        await one.SaveAsync("city", "Kort.", 0);
        var alone = await OpenedByAsync(app, "city");
        var figures = await FiguresAsync(app);
        foreach (var place in Template.ShippedFor(2025)!.Places.Where(p => p.Key is not "city"))
            await one.SaveAsync(place.Key, string.Join("\n\n", figures), 0);
        Assert.Equal(alone, await OpenedByAsync(app, "city"));
        Assert.True(alone < 20, $"{alone}");

        await one.SaveAsync("city", string.Join("\n\n", Enumerable.Repeat(figures, 300 / figures.Count + 1).SelectMany(f => f)), 1);
        var registers = await app.Use(services => Task.FromResult(services.GetRequiredService<RegisterBook>().All.Count(r => r.Figures is [_, ..])));
        var withAll = await OpenedByAsync(app, "city");
        Assert.True(withAll <= alone + (3 * registers), $"{withAll}, of which {alone} without figures; {registers} registers, {figures.Count} figures");
    }

    private static Task<List<string>> FiguresAsync(TestApp app) =>
        app.Use(services => Task.FromResult(services.GetRequiredService<RegisterBook>().Figures.Select(f => $"Antal {{{{{f.Key}}}}}.").ToList()));

    private static Task<int> OpenedByAsync(TestApp app, string place) => app.Use(async services =>
    {
        var laying = services.GetRequiredService<DeskLaying>();
        var review = await services.GetRequiredService<GenomlysDb>().ReviewAt(new(2025, default)).SingleAsync();
        return await Questions.AskedByAsync(async () => Assert.NotNull(await laying.LayAsync(review, place, null, TestContext.Current.CancellationToken)));
    });

    private static Task<int> PlantIncidentsAsync(TestApp app) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        await Registers.Planting.UnitsAsync(db, "A/");
        var unit = db.Units.First().Id;
        for (var n = 0; n < 3; n++)
        {
            var incident = An.Incident(reference: $"{n}", unit: unit);
            incident.Category = n is 0 ? IncidentCategory.Theft : null;
            db.Add(incident);
        }
        return await db.SaveChangesAsync();
    });
}

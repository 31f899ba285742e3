using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Review;
using Genomlys.Review.Templates;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Tests.Review.Checks;
using Genomlys.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Genomlys.Tests.Review;

/// <summary>A whole year comes out in every form by every template, whatever levels its authors give their headings.</summary>
public sealed class PrintedFormsTests
{
    private static readonly string[] Formats = ["docx", "pdf", "html", "json", "txt"];

    [Theory, InlineData("2025"), InlineData("2023")]
    public async Task A_year_comes_out_in_every_form_with_no_heading_skipped(string template)
    {
        await using var app = await YearAsync(template);
        // A chapter, a place below it and the deepest: each with headings as people type them.
        await WriteAsync(app, Template.Shipped.Single(t => t.Key == template).Places.Select(p => p.Key), "### Tredje nivån först\n\nEn text.\n\n# Första\n\n### Hoppar över en\n\n#\n\n##### Femte\n\nSlut.");
        Assert.SkipWhen(new TypstOptions().Missing() is not null, "PDF cannot be made here.");
        foreach (var format in Formats)
            Assert.True((await app.Browser.GetByteArrayAsync($"/review/2025/export.{format}", TestContext.Current.CancellationToken)).Length > 10_000, format);
        var page = new HtmlParser().ParseDocument(await app.Browser.GetStringAsync("/review/2025/export.html", TestContext.Current.CancellationToken));
        var levels = page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(h => h.TagName[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), step => Assert.True(step.Second <= step.First + 1, $"h{step.First} h{step.Second}"));
    }

    [Fact]
    public async Task Whatever_an_author_types_comes_out_as_PDF()
    {
        Assert.SkipWhen(new TypstOptions().Missing() is not null, "PDF cannot be made here.");
        await using var app = await YearAsync("2025");
        await WriteAsync(app, ["city"], string.Join("\n\n", "# &nbsp;", "# \u200b", "## **fet** [länk](https://example.se)", "[](https://example.se)", "[ ](https://example.se)", "[tom]()", "[a](https://[x) [b](https://) [c](https://exa mple.se) [d](mailto:) [e](http://\u0001.se)", "- ", "1. ", "- - - ett", "> # I citat", "****", "**  **",
            "`{{incidents.total}}`", "# {{incidents.total}}", "{{no.such}}", "\u0001\u0007\u001b[31m", "\ufffe\uffff", "\ud83d", "👩‍👩‍👧 👍🏽 🇸🇪", "العربية עברית 漢字", "\ue000\uf0b7 privat", "e\u0301\u0302\u0303", "\u202eomvänt\u202c", "#include \"x\" $x$ @ref <label> \\ ~ *",
            new string('x', 5000), new string('-', 300), "| a | b |\n|---|---|\n| 1 | 2 |", "```\nkod\n```", "<b>html</b>", "---", "![bild](https://example.se/x.png)", "[^1]\n\n[^1]: not", "https://example.se/" + new string('a', 3000), "[relativ](/incidents) [ankare](#training) [trasig](#finns-inte) [mejl](mailto:a@example.se) [tel](tel:112)"));
        foreach (var format in Formats)
            Assert.True((await app.Browser.GetByteArrayAsync($"/review/2025/export.{format}", TestContext.Current.CancellationToken)).Length > 10_000, format);
    }

    [Fact]
    public async Task The_template_of_2023_numbers_its_chapters_one_to_five_and_what_is_told_one_by_one_in_parentheses()
    {
        await using var app = await YearAsync("2023");
        var document = (await app.PageAsync("/review/2025")).QuerySelector(".document")!;
        var numbers = document.QuerySelectorAll("h2, h3, h4, h5, h6").Select(h => Number.Match(h.TextContent.Trim()).Value).Where(n => n is not "").ToList();
        Assert.Equal(["1", "2", "3", "4", "5"], numbers.Where(n => !n.Contains('.', StringComparison.Ordinal) && n[0] is not '('));
        Assert.Equal(["5.1.1", "5.1.2", "5.1.3"], numbers.Where(n => n.StartsWith("5.1.", StringComparison.Ordinal)));
        Assert.Equal(numbers.Count(n => n[0] is not '('), numbers.Where(n => n[0] is not '(').Distinct().Count());   // proposals and plan shared 5.1
        var officers = numbers.SkipWhile(n => n is not "4.3").Skip(1).TakeWhile(n => n[0] is '(').ToList();
        Assert.Equal(Enumerable.Range(1, 6).Select(n => $"({n})"), officers);
    }

    [Fact]
    public async Task A_template_that_goes_from_one_to_three_steps_keeps_its_numbers_and_its_siblings_beside_each_other()
    {
        await using var app = await YearAsync("2025");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            var kept = ReportTemplate.Of(new Template("glapp", "Glapp", new(2025, 1, 1), "Genomgång", "", [new("a", "1", "A", ""), new("b", "1.2.1", "B", ""), new("c", "1.2.2", "C", ""), new("d", "2", "D", "")]), isShipped: false);
            db.Add(kept);
            (await db.Reviews.SingleAsync()).TemplateId = kept.Id;
            return await db.SaveChangesAsync();
        });
        var draft = await app.Use(async services => await services.GetRequiredService<DraftComposer>().ComposeAsync(await services.GetRequiredService<GenomlysDb>().Reviews.AsNoTracking().SingleAsync(), default));
        Assert.Equal([(1, "1"), (2, "1.2.1"), (2, "1.2.2"), (1, "2")], draft.Document.Blocks.OfType<Block.Heading>().Select(h => (h.Level, h.Number)));
    }

    private static readonly Regex Number = new(@"^(\d+(\.\d+)*|\(\d+\))(?=\s)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static async Task<TestApp> YearAsync(string template)
    {
        var app = await CleanReview.OpenAsync("Sqlite");
        await app.Use(async services =>
        {
            var db = services.GetRequiredService<GenomlysDb>();
            (await db.Reviews.SingleAsync()).TemplateId = await db.Templates.Where(t => t.Reference == template).Select(t => t.Id).SingleAsync();
            return await db.SaveChangesAsync();
        });
        return app;
    }

    private static Task WriteAsync(TestApp app, IEnumerable<string> places, string markdown) => app.Use(async services =>
    {
        var db = services.GetRequiredService<GenomlysDb>();
        var review = await db.Reviews.AsNoTracking().SingleAsync();
        foreach (var place in places)
        {
            var text = await db.AuthorTexts.SingleOrDefaultAsync(t => t.ReviewId == review.Id && t.Place == place);
            if (text is null)
                db.Add(text = new AuthorText { Id = Id<AuthorText>.New(), ReviewId = review.Id, Place = place });
            Assert.True(text.Write(markdown, false, text.Version, CleanReview.Today).IsDone);
        }
        return await db.SaveChangesAsync();
    });
}

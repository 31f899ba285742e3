using AngleSharp.Html.Dom;
using Genomlys.Review.Writing;

namespace Genomlys.Tests.Review.Writing;

public sealed class OverlapTests
{
    private const string Place = "city";

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Changes_of_different_paragraphs_are_put_together_and_the_writer_is_told(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await one.SaveAsync(Place, "Först.\n\nSist.", 0, ("ready", "true"));
        await one.SaveAsync(Place, "Först, ändrat.\n\nSist.", 1, ("ready", "true"));
        var (_, _, page) = await two.SendAsync(Place, "", ("markdown", "Först.\n\nSist, ändrat."), ("_version", "1"), ("ready", "true"));
        Assert.Equal(("Först, ändrat.\n\nSist, ändrat.", 3), await one.TextAsync(Place));
        Assert.Contains("hoplagda", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The template's text is what both began from, when nobody has saved another.</summary>
    [Fact]
    public async Task Two_who_rewrite_different_paragraphs_of_the_templates_text_are_put_together()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        var standing = ((IHtmlTextAreaElement)(await one.OpenAsync("purpose")).QuerySelector("#markdown")!).Value.ReplaceLineEndings("\n");
        var paragraphs = standing.Split("\n\n");
        Assert.Equal("saved", await one.SaveAsync("purpose", string.Join("\n\n", ["Nytt först.", .. paragraphs[1..]]), 0));
        Assert.Equal("merged", await two.SaveAsync("purpose", string.Join("\n\n", [.. paragraphs[..^1], "Nytt sist."]), 0));
        Assert.Equal(string.Join("\n\n", ["Nytt först.", .. paragraphs[1..^1], "Nytt sist."]), (await one.TextAsync("purpose")).Text);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task Where_both_wrote_nothing_is_written_over_and_both_texts_stand_side_by_side(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        var page = await ClashAsync(one, two);
        Assert.Equal(("Ett, av den första.\n\nLika.", 2), await one.TextAsync(Place));
        Assert.Equal(["Ett, av den första.", "Ett, av den andra."], page.QuerySelectorAll(".sides blockquote").Select(q => q.TextContent));
        Assert.Equal("Ett, av den andra.\n\nLika.\n\nTre.", page.QuerySelector(".overlap pre")!.TextContent);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_was_kept_for_one_is_shown_to_nobody_else(string provider)
    {
        await using var app = await Writer.InReviewAsync(provider);
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await ClashAsync(one, two);
        Assert.DoesNotContain("av den andra", (await one.OpenAsync(Place)).Body!.TextContent, StringComparison.Ordinal);
        var kept = Assert.Single(await two.KeptAsync(Place));
        Assert.Empty(await one.KeptAsync(Place));
        Assert.Equal("Overlap.Settled", await one.ChooseAsync(Place, kept.Id.Value, Pick.Own, 2));
        Assert.Null(Assert.Single(await two.KeptAsync(Place)).SettledAt);
    }

    [Theory]
    [InlineData(Pick.Own, "Ett, av den andra.\n\nLika.\n\nTre.")]
    [InlineData(Pick.Saved, "Ett, av den första.\n\nLika.\n\nTre.")]
    [InlineData(Pick.Both, "Ett, av den första.\n\nEtt, av den andra.\n\nLika.\n\nTre.")]
    public async Task He_chooses_what_is_to_stand(Pick pick, string then)
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await ClashAsync(one, two);
        Assert.Equal("chosen", await two.ChooseAsync(Place, Assert.Single(await two.KeptAsync(Place)).Id.Value, pick, 2));
        Assert.Equal((then, 3), await one.TextAsync(Place));
        Assert.Null((await two.OpenAsync(Place)).QuerySelector(".overlap"));
        Assert.Contains("Ett, av den andra.", (await two.OpenAsync(Place, "/history")).QuerySelector("#own")!.ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task He_chooses_again_when_the_text_has_moved_since_he_saw_it()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        await ClashAsync(one, two);
        await one.SaveAsync(Place, "Ett, av den första, en gång till.\n\nLika.", 2);
        Assert.Equal("Overlap.Moved", await two.ChooseAsync(Place, Assert.Single(await two.KeptAsync(Place)).Id.Value, Pick.Own, 2));
        Assert.Equal("Ett, av den första, en gång till.\n\nLika.", (await one.TextAsync(Place)).Text);
    }

    [Fact]
    public async Task He_may_write_them_together_himself()
    {
        await using var app = await Writer.InReviewAsync("Sqlite");
        using Writer one = new(app, Writer.First), two = new(app, Writer.Second);
        var page = await ClashAsync(one, two);
        Assert.Equal("Ett, av den första.\n\nEtt, av den andra.\n\nLika.\n\nTre.", ((IHtmlTextAreaElement)page.QuerySelector("#markdown")!).Value.ReplaceLineEndings("\n"));
        Assert.Equal("saved", await two.SaveAsync(Place, "Ett, av båda.\n\nLika.", int.Parse(page.QuerySelector("form.record [name=_version]")!.GetAttribute("value")!, null), ("_kept", page.QuerySelector("[name=_kept]")!.GetAttribute("value")!)));
        Assert.NotNull(Assert.Single(await two.KeptAsync(Place)).SettledAt);
    }

    /// <summary>Both begin from the same text and change its first paragraph; the second adds one.</summary>
    private static async Task<IHtmlDocument> ClashAsync(Writer one, Writer two)
    {
        await one.SaveAsync(Place, "Ett.\n\nLika.", 0);
        await one.SaveAsync(Place, "Ett, av den första.\n\nLika.", 1);
        var (status, said, page) = await two.SendAsync(Place, "", ("markdown", "Ett, av den andra.\n\nLika.\n\nTre."), ("_version", "1"));
        Assert.Equal(303, status);
        Assert.EndsWith("_said=overlap", said, StringComparison.Ordinal);
        return page;
    }
}

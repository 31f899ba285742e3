using Genomlys.Documents;
using Genomlys.Review;

namespace Genomlys.Tests.Review;

public sealed class MarkdownBlocksTests
{
    [Fact]
    public void A_figure_named_in_a_sentence_stands_there_as_a_figure()
    {
        var paragraph = Assert.IsType<Block.Paragraph>(Assert.Single(Of("I år var det {{incidents.total}} händelser.")));
        Assert.Equal(["I år var det ", "<incidents.total>", " händelser."], paragraph.Content.Select(Text));
    }

    [Fact]
    public void Lists_bold_and_links_come_through()
    {
        var blocks = Of("- **fet** text\n- en [länk](https://example.se)\n\n1. ett\n2. två");
        var bullets = Assert.IsType<Block.List>(blocks[0]);
        Assert.False(bullets.IsNumbered);
        Assert.IsType<Inline.Strong>(bullets.Items[0][0]);
        Assert.Equal("https://example.se", Assert.IsType<Inline.Link>(bullets.Items[1][1]).Href);
        Assert.True(Assert.IsType<Block.List>(blocks[1]).IsNumbered);
    }

    [Theory, InlineData("<script>alert(1)</script>"), InlineData("[x](javascript:alert(1))"), InlineData("![x](https://example.se/x.png)"), InlineData("<img src=x onerror=alert(1)>")]
    public void What_could_run_or_load_something_stays_text(string markdown) =>
        Assert.DoesNotContain(Of(markdown).OfType<Block.Paragraph>().SelectMany(p => p.Content), i => i is Inline.Link);

    [Fact]
    public void A_list_nested_a_thousand_deep_ends()
    {
        var deep = string.Concat(Enumerable.Range(0, 1000).Select(n => new string(' ', n * 2) + "- x\n"));
        Assert.NotNull(Of(deep));
    }

    private static IReadOnlyList<Block> Of(string markdown) => MarkdownBlocks.Of(markdown, key => new Inline.Text($"<{key}>"));
    private static string Text(Inline inline) => Assert.IsType<Inline.Text>(inline).Value;
}

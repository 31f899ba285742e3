using Genomlys.Review.Writing;

namespace Genomlys.Tests.Review.Writing;

public sealed class MergeTests
{
    [Theory]
    [InlineData("a|b|c", "A|b|c", "a|b|C", "A|b|C")]
    [InlineData("a|b", "A|b", "a|B", "A|B")]
    [InlineData("a|b", "a|x|b", "a|b|y", "a|x|b|y")]
    [InlineData("a|b|c", "b|c", "a|b|C", "b|C")]
    [InlineData("a|b", "A|b", "a|x|b", "A|x|b")]
    [InlineData("a|b", "a|B", "a|x|b", "a|x|B")]
    [InlineData("a|b", "a|B", "a|B", "a|B")]
    [InlineData("a", "a", "a|b", "a|b")]
    public void Changes_of_different_paragraphs_go_together(string from, string saved, string own, string merged)
    {
        var merge = Of(from, saved, own);
        Assert.True(merge.IsClean);
        Assert.Equal(Text(merged), merge.Text());
    }

    [Theory]
    [InlineData("a|b", "A1|b", "A2|b", "A1|b", "A2|b", "A1|A2|b")]
    [InlineData("a", "a|x", "a|y", "a|x", "a|y", "a|x|y")]
    [InlineData("", "x", "y", "x", "y", "x|y")]
    [InlineData("a|b|c", "b|c", "A|b|C", "b|C", "A|b|C", "A|b|C")]
    [InlineData("a|b|c", "a|X|c", "a|c", "a|X|c", "a|c", "a|X|c")]
    [InlineData("a|b|c|d", "a|B|C|d", "a|b|Z|d", "a|B|C|d", "a|b|Z|d", "a|B|C|b|Z|d")]
    public void Changes_of_the_same_paragraph_are_for_a_person_to_settle(string from, string saved, string own, string takeSaved, string takeOwn, string both)
    {
        var merge = Of(from, saved, own);
        Assert.False(merge.IsClean);
        Assert.Equal([Text(takeSaved), Text(takeOwn), Text(both)], [merge.Text(Pick.Saved), merge.Text(Pick.Own), merge.Text(Pick.Both)]);
    }

    [Fact]
    public void Lines_that_stand_together_are_one_paragraph_and_the_number_of_empty_lines_between_them_is_none() =>
        Assert.Equal(["- ett\n- två", "slut"], Paragraphs.Of("\n- ett\r\n- två  \n \n\n\nslut\n"));

    private static Merge Of(string from, string saved, string own) => Merge.Of(Text(from), Text(saved), Text(own));

    private static string Text(string paragraphs) => paragraphs.Replace("|", "\n\n", StringComparison.Ordinal);
}

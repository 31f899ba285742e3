using Genomlys.Documents;

namespace Genomlys.Tests.Documents;

public sealed class AnchorTests
{
    [Fact]
    public void An_anchor_stays_as_given() => Assert.Equal(["review.summary"], Anchor(new Block.Heading(1, "1", "Sammanfattning") { Anchor = "review.summary" }));

    [Fact]
    public void A_printed_number_that_repeats_gives_two_anchors() => Assert.Equal(["s-1-2", "s-1-2-2"], Anchor(new Block.Heading(2, "1.2", "A"), new Block.Heading(2, "1.2", "B")));

    [Fact]
    public void A_heading_without_number_is_named_by_its_words() => Assert.Equal(["atgarder-fran-foregaende-ar"], Anchor(new Block.Heading(1, "", "Åtgärder från föregående år")));

    private static IEnumerable<string> Anchor(params IReadOnlyList<Block> headings) => Proof.Read(Making.Short(headings)).Blocks.OfType<Block.Heading>().Select(h => h.Anchor);
}

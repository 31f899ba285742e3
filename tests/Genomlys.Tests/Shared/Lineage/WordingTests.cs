using FsCheck;
using FsCheck.Fluent;
using Genomlys.Shared.Lineage;

namespace Genomlys.Tests.Shared.Lineage;

public sealed class WordingTests
{
    [Fact]
    public void The_difference_tells_words_added_and_removed() => Assert.Equal(
        [new(Change.Same, "Ta fram"), new(Change.Removed, "en"), new(Change.Added, "och införa"), new(Change.Same, "rutin")],
        Wording.Difference("Ta fram en rutin", "Ta fram och införa rutin"));

    [Fact]
    public void The_same_words_are_one_passage() => Assert.Equal([new(Change.Same, "a b c")], Wording.Difference("a b c", "a  b c"));

    [Fact]
    public void Both_texts_can_be_read_out_of_their_difference()
    {
        var texts = Gen.Elements("a", "b", "c", "d").ListOf(12).Select(words => string.Join(' ', words));
        Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (before, after) =>
        {
            var said = Wording.Difference(before, after);
            return Without(said, Change.Added) == before && Without(said, Change.Removed) == after;
        }).QuickCheckThrowOnFailure();

        static string Without(IReadOnlyList<Passage> said, Change left) => string.Join(' ', said.Where(p => p.Change != left).Select(p => p.Text));
    }
}

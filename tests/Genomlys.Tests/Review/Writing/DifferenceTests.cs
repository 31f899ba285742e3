using Genomlys.Review.Writing;

namespace Genomlys.Tests.Review.Writing;

public sealed class DifferenceTests
{
    [Fact]
    public void A_changed_paragraph_shows_which_words_went_and_which_came()
    {
        var difference = Difference.Of("Först.\n\nSju system saknar ägare.\n\nSist.", "Först.\n\nTvå system saknar ägare.\n\nSist.");
        Assert.Equal(["Först.", "[-Sju][+Två] system saknar ägare.", "Sist."], difference.Passages.Select(Told));
    }

    [Fact]
    public void A_new_paragraph_is_added_and_a_lost_one_removed()
    {
        Assert.Equal(["a", "[+b]"], Difference.Of("a", "a\n\nb").Passages.Select(Told));
        Assert.Equal(["[-a]", "b"], Difference.Of("a\n\nb", "b").Passages.Select(Told));
    }

    [Fact]
    public void The_same_text_differs_in_nothing() => Assert.True(Difference.Of("a\n\nb", "a\n\n\nb\n").IsNone);

    /// <summary>Whatever the two texts, what is kept or removed is the first, and what is kept or added the second.</summary>
    [Fact]
    public void Nothing_of_either_text_is_missing_from_the_difference()
    {
        var random = new Random(7);
        for (var n = 0; n < 300; n++)
        {
            var (before, after) = (Text(), Text());
            var passages = Difference.Of(before, after).Passages;
            Assert.Equal(before, Side(passages, ChangeKind.Removed));
            Assert.Equal(after, Side(passages, ChangeKind.Added));
        }

        string Text() => Paragraphs.Join(Enumerable.Range(0, random.Next(5)).Select(_ => string.Join(' ', Enumerable.Range(0, 1 + random.Next(6)).Select(_ => "abcde"[random.Next(5)].ToString()))));

        static string Side(IEnumerable<Passage> passages, ChangeKind kind) =>
            Paragraphs.Join(passages.Select(p => p.Runs.Where(r => r.Kind is ChangeKind.Same || r.Kind == kind)).Where(r => r.Any()).Select(runs => string.Concat(runs.Select(r => r.Text))));
    }

    private static string Told(Passage passage) => string.Concat(passage.Runs.Select(r => r.Kind switch { ChangeKind.Removed => $"[-{r.Text}]", ChangeKind.Added => $"[+{r.Text}]", _ => r.Text }));
}

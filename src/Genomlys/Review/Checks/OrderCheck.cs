namespace Genomlys.Review.Checks;

/// <summary>The summary has the improvements of the chapter, in its order and with its marks.</summary>
internal sealed class OrderCheck() : ReviewCheck("order")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var chapter = Improvements.Of(review);
        return Improvements.InSummary(review).SelectMany(summary => Find(chapter, summary));
    }

    private IEnumerable<Problem> Find(IReadOnlyList<Improvements.Printed> chapter, IReadOnlyList<Improvements.Printed> summary)
    {
        var pairs = summary.Select(s => (Said: s, At: chapter.ToList().FindIndex(c => Likeness.IsSame(c.Title, s.Title)))).ToList();
        foreach (var (said, _) in pairs.Where(p => p.At < 0))
            yield return Error(said.Place, "OnlyInSummary", said.Title, said.Line, Likeness.WithoutMark(said.Title));
        var known = pairs.Where(p => p.At >= 0).ToList();
        if (known.Zip(known.Skip(1)).Select(two => two.First.At > two.Second.At ? two.First : default).FirstOrDefault(p => p.Said is not null) is { Said: not null } first)
            yield return Error(first.Said.Place, "Order", first.Said.Title, first.Said.Line, Likeness.WithoutMark(first.Said.Title), known.IndexOf(first) + 1, first.At + 1);
        foreach (var (said, at) in known)
            if (Tables["carried"].IsMatch(said.Title) != Tables["carried"].IsMatch(chapter[at].Title))
                yield return Error(said.Place, "MarkDiffers", said.Title, said.Line, Likeness.WithoutMark(said.Title));
        foreach (var missing in chapter.Where((_, at) => !known.Exists(p => p.At == at)))
            yield return Error(missing.Place, "OnlyInChapter", missing.Title, missing.Line, Likeness.WithoutMark(missing.Title));
    }
}

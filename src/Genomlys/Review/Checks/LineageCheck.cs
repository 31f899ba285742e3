namespace Genomlys.Review.Checks;

/// <summary>What remains has an ancestor, and no proposal of the review before vanishes without a decision.</summary>
internal sealed class LineageCheck() : ReviewCheck("lineage")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        if (review.PlaceOf(Tables["improvements"]) is not { } home)
            yield break;
        foreach (var lost in review.Proposals.Where(p => p.HasLostOrigin))
            yield return Error(home, "CarriedWithoutOrigin", lost.Name, null, lost.Name);
        if (review.Earlier is not { } earlier)
            yield break;
        foreach (var (place, title, line) in Marked(review))
            if (!earlier.Any(e => Likeness.IsSame(e.Name, title)) && !review.Proposals.Any(p => p.IsCarriedOver && Likeness.IsSame(p.Name, title)))
                yield return Error(place, "CarriedWithoutOrigin", title, line, Likeness.WithoutMark(title));
        var now = review.IsPrinted ? [.. Improvements.Of(review).Select(i => i.Title)] : review.Proposals.Select(p => p.Name).ToList();
        foreach (var gone in earlier.Where(e => !e.IsTakenUp && !e.IsSettled && !(review.IsPrinted && now.Exists(n => Likeness.IsSame(n, e.Name)))))
            yield return Error(home, "Vanished", gone.Name, null, gone.Name, review.Year - 1);
    }

    /// <summary>What says of itself that it remains, in the chapter of improvements and in the summary's list of them.</summary>
    private static IEnumerable<(CheckedPlace Place, string Title, int? Line)> Marked(CheckedReview review) =>
        Improvements.Of(review).Concat(Improvements.InSummary(review).SelectMany(list => list)).Where(i => Tables["carried"].IsMatch(i.Title)).Select(i => (i.Place, i.Title, i.Line));
}

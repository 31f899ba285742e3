namespace Genomlys.Review.Checks;

/// <summary>A chapter says something, if only that there is nothing to report; and nothing waits to be filled in.</summary>
internal sealed class EmptyCheck() : ReviewCheck("empty")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        for (var at = 0; at < review.Places.Count; at++)
        {
            var place = review.Places[at];
            var next = at + 1 < review.Places.Count ? review.Places[at + 1] : null;
            var isFollowedByItsParts = next is not null && (next.Level > place.Level || (next.Key == place.Key && !next.IsOfTemplate) || next.Number.StartsWith(place.Number + ".", StringComparison.Ordinal) && place.Number is not "");
            if (!isFollowedByItsParts && place.Passages.All(p => p.Kind is PassageKind.Nothing || string.IsNullOrWhiteSpace(p.Text)))
                yield return Error(place, "Empty", place.Title, place.Line, place.Title);
        }
        foreach (var (place, passage) in review.Written)
            if (Tables["placeholders"].Match(passage.Text) is { Success: true } left)
                yield return Error(place, "Placeholder", left.Value, passage.LineAt(left.Index), left.Value);
    }
}

namespace Genomlys.Review.Checks;

/// <summary>A target whose end moves: "within three years" said under several years of the same plan.</summary>
internal sealed class TargetCheck() : ReviewCheck("targets")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var said = (from place in review.Places
                    let year = SwedishDates.In(place.Heading, review.Year).FirstOrDefault(d => d.IsYear && d.First.Year > review.Year)?.First.Year
                    where year is not null
                    from passage in place.Passages
                    from match in Tables["slidingTarget"].Matches(passage.Text).Take(1)
                    select (place, passage, match, Year: year.Value, Ends: year.Value + Tables.Numbers[match.Groups["span"].Value.ToLowerInvariant()] - 1)).ToList();
        foreach (var later in said.Skip(1).Where(s => s.Ends != said[0].Ends))
            yield return Warning(later.place, "Sliding", later.match.Value, later.passage.LineAt(later.match.Index), later.match.Value, said[0].Year, said[0].Ends, later.Year, later.Ends);
    }
}

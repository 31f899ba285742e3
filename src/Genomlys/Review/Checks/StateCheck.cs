namespace Genomlys.Review.Checks;

/// <summary>A passage does not say two things of one matter, nor do two places; and a place that has nothing to report reports nothing.</summary>
internal sealed class StateCheck() : ReviewCheck("states")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        foreach (var (place, passage) in review.Written)
            foreach (var pattern in Tables.TwoStates)
                if (Tables.Pattern(pattern).Match(passage.Text) is { Success: true } said)
                    yield return Warning(place, "TwoStates", said.Value, passage.LineAt(said.Index));
        foreach (var place in review.Places)
        {
            var nothing = place.Passages.ToList().FindIndex(p => p.IsWritten && Tables["nothingToReport"].IsMatch(p.Text));
            if (nothing >= 0 && place.Passages.Skip(nothing + 1).Any(p => p.IsWritten && SwedishDates.In(p.Text, review.Year).Any(d => d.First.Year == review.Year && d.SaysYear)))
                yield return Warning(place, "ReportsAfterAll", place.Passages[nothing].Text, place.Passages[nothing].LineAt(0));
        }
        var obliged = (from said in review.Written
                       from match in Tables["mandatory"].Matches(said.Passage.Text)
                       let whom = string.Join(", ", Tables.Audiences.Where(a => Tables.Pattern(a.Stem).IsMatch(match.Groups["whom"].Value)).Select(a => a.Name))
                       where whom is not ""
                       select (said.Place, said.Passage, Match: match, Whom: whom)).ToList();
        foreach (var other in obliged.Skip(1).Where(o => o.Whom != obliged[0].Whom))
            yield return Warning(other.Place, "Obliged", other.Match.Value, other.Passage.LineAt(other.Match.Index), other.Whom, obliged[0].Whom, obliged[0].Place.Title);
        var recipients = (from said in review.Written
                          from match in Tables["recipient"].Matches(said.Passage.Text)
                          select (said.Place, said.Passage, Match: match, Who: match.Groups["who"].Value.ToLowerInvariant())).ToList();
        foreach (var other in recipients.Skip(1).Where(r => r.Who != recipients[0].Who))
            yield return Warning(other.Place, "Recipients", other.Match.Value, other.Passage.LineAt(other.Match.Index), other.Who, recipients[0].Who, recipients[0].Place.Title);
    }
}

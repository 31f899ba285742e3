using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>The report speaks of its own year: none that says another where its own is meant, none that tells only of the year before, no span of years told two ways.</summary>
internal sealed class YearCheck() : ReviewCheck("years")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        foreach (var (place, passage) in review.Written)
            foreach (Match said in Tables["thisReport"].Matches(passage.Text))
                if (Year(said, "year") != review.Year)
                    yield return Warning(place, "OtherYear", said.Value, passage.LineAt(said.Groups["year"].Index), Year(said, "year"), review.Year);
        foreach (var place in review.Places.Where(p => p.Passages.Any(q => q.IsWritten)))
            if (Before(review, place) is var (passage, match) && !Own(review, place))
                yield return Warning(place, "OnlyYearBefore", passage.Text, passage.LineAt(match.Index), review.Year - 1, review.Year);
        if (Spans(review, "comingYears", m => Year(m, "from") + Tables.Numbers[m.Groups["count"].Value.ToLowerInvariant()]) is var (onePlace, onePassage, one, oneEnds)
            && Spans(review, "alsoYears", m => Year(m, "last")) is var (otherPlace, otherPassage, other, otherEnds) && oneEnds != otherEnds)
            yield return Warning(otherPlace, "SpanDiffers", other.Value, otherPassage.LineAt(other.Index), otherEnds, onePlace.Title, oneEnds);
    }

    private static (Passage Passage, Match Match)? Before(CheckedReview review, CheckedPlace place) =>
        (from passage in place.Passages
         where passage.IsWritten
         from sentence in passage.Sentences
         from match in Tables["duringYear"].Matches(sentence.Text)
         where Year(match, "year") == review.Year - 1 && !Tables["earlierYearIsRight"].IsMatch(sentence.Text)
         select ((Passage, Match)?)(passage, match)).FirstOrDefault();

    private static bool Own(CheckedReview review, CheckedPlace place) =>
        place.Passages.Any(p => Tables["ownYear"].IsMatch(p.Text) || Tables["duringYear"].Matches(p.Text).Any(m => Year(m, "year") == review.Year));

    private static (CheckedPlace Place, Passage Passage, Match Match, int Ends)? Spans(CheckedReview review, string pattern, Func<Match, int> ends) =>
        (from said in review.Written
         from match in Tables[pattern].Matches(said.Passage.Text).Take(1)
         select ((CheckedPlace, Passage, Match, int)?)(said.Place, said.Passage, match, ends(match))).FirstOrDefault();

    private static int Year(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}

using Genomlys.Shared.Reports;

namespace Genomlys.Review.Checks;

/// <summary>Every proposal and every activity has someone who answers for it and a year, and no announced year is empty.</summary>
internal sealed class PlanCheck() : ReviewCheck("plan")
{
    public override IEnumerable<Problem> Find(CheckedReview review)
    {
        var home = review.PlaceOf(Tables["improvements"]);
        var plan = review.PlaceOf(Tables["planHeading"]) is var first && review.Places.LastOrDefault(p => Tables["planHeading"].IsMatch(p.Heading) && p.IsOfTemplate && p.Level <= (first?.Level ?? 0)) is { } last ? last : first;
        var items = review.IsPrinted ? Printed(review) : review.Plan;
        if (home is not null)
        {
            var improvements = Improvements.Of(review);
            IReadOnlyList<string> unowned = review.IsPrinted
                ? [.. improvements.Where(i => !Tables["owner"].IsMatch(i.Text)).Select(i => Likeness.WithoutMark(i.Title))]
                : [.. review.Proposals.Where(p => string.IsNullOrWhiteSpace(p.Owner)).Select(p => p.Name)];
            if (unowned is [_, ..])
                yield return Warning(home, "ProposalsWithoutOwner", string.Join("; ", unowned), null, unowned.Count, string.Join("; ", unowned));
            var names = review.IsPrinted ? improvements.Select(i => Likeness.WithoutMark(i.Title)) : review.Proposals.Select(p => p.Name);
            var without = items.Count is 0 ? [] : names.Where(name => !items.Any(i => Likeness.IsTakenUp(name, i.Activity))).ToList();
            if (without is [_, ..])
                yield return Warning(home, "ProposalsWithoutYear", string.Join("; ", without), null, without.Count, string.Join("; ", without));
        }
        if (plan is null)
            yield break;
        var count = items.Count(i => string.IsNullOrWhiteSpace(i.Owner));
        if (count > 0)
            yield return Warning(plan, "PlanWithoutOwner", plan.Title, null, count, items.Count);
        foreach (var year in Announced(review).Where(year => items.All(i => i.Year != year)))
            yield return Warning(plan, "YearWithoutPlan", $"{year}", null, year);
    }

    /// <summary>The years a heading or the summary announces a plan for.</summary>
    private static IEnumerable<int> Announced(CheckedReview review) =>
        review.Places.Where(p => Tables["planHeading"].IsMatch(p.Heading)).Select(p => p.Heading)
            .Concat(review.Places.Where(p => Tables["summary"].IsMatch(p.Heading) || Tables["planHeading"].IsMatch(p.Heading)).SelectMany(p => p.Passages).Where(p => p.Kind is PassageKind.Paragraph).Select(p => p.Text))
            .SelectMany(text => Tables["planYears"].Matches(text))
            .Select(m => (First: Year(m.Groups["first"].Value), Last: Year(m.Groups["last"].Value)))
            .Where(y => y.First > review.Year && y.Last - y.First is > 0 and < 10)
            .SelectMany(y => Enumerable.Range(y.First, y.Last - y.First + 1)).Distinct().Order();

    /// <summary>The activities under the headings of the years.</summary>
    private static List<PlanFact> Printed(CheckedReview review)
    {
        var found = new List<PlanFact>();
        int? year = null;
        foreach (var place in review.Places)
        {
            var said = SwedishDates.In(place.Heading, review.Year).FirstOrDefault(d => d.IsYear && d.First.Year > review.Year);
            year = said is not null && SwedishDates.In(place.Heading, review.Year).Count(d => d.IsYear) is 1 ? said.First.Year : null;
            if (year is { } of)
                found.AddRange(place.Passages.Where(p => p.Kind is PassageKind.Item || place.Passages.All(i => i.Kind is not PassageKind.Item)).Select(p => new PlanFact(of, p.Text, Tables["owner"].IsMatch(p.Text) ? "-" : null)));
        }
        return found;
    }

    private static int Year(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}

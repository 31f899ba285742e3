namespace Genomlys.Review.Checks;

/// <summary>The checks before a decision, and a review held against all of them: errors first, then in the order of the report.</summary>
public static class ReviewChecks
{
    public static IReadOnlyList<ReviewCheck> All { get; } =
    [
        new EmptyCheck(), new FigureCheck(), new SumCheck(), new ShareCheck(), new LawCheck(), new OvertakenCheck(), new LineageCheck(), new OrderCheck(), new PlanCheck(), new TargetCheck(),
        new NumberingCheck(), new SpellingCheck(), new TimeCheck(), new YearCheck(), new StateCheck(), new AnnouncedCheck(), new PersonalCheck(), new DutyCheck(),
    ];

    public static IReadOnlyList<Problem> Of(CheckedReview review)
    {
        var order = review.Places.Select((place, at) => (place.Key, at)).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.at);
        return [.. All.SelectMany(check => check.Find(review)).DistinctBy(p => (p.Fingerprint, p.What)).OrderBy(p => p.Severity).ThenBy(p => order.GetValueOrDefault(p.PlaceKey)).ThenBy(p => p.Line)];
    }
}

namespace Genomlys.Shared.Lineage;

/// <summary>Two records of different years that may be one thing, and how alike they are in percent. Only a suggestion: a person decides.</summary>
public sealed record Match<T>(T Later, T Earlier, int Percent) where T : ITraced<T>
{
    /// <summary>For each record of a year that follows nothing yet, those of the years before it is most like; the likeliest first.</summary>
    public static IReadOnlyList<Match<T>> Suggest(IReadOnlyCollection<T> records, int year, IReadOnlySet<(Id<T> Later, Id<T> Earlier)> judged, IReadOnlySet<Id<T>> following, LikenessRule rule)
    {
        var likeness = new Likeness(rule);
        return
        [
            .. records.Where(r => r.TracedYear == year && !following.Contains(r.Id))
                .SelectMany(later => records
                    .Where(r => r.TracedYear < year && r.TracedYear >= year - rule.YearsBack && !judged.Contains((later.Id, r.Id)))
                    .Select(earlier => new Match<T>(later, earlier, (int)Math.Round(100 * likeness.Of((later.Called, later.Text), (earlier.Called, earlier.Text)))))
                    .Where(m => m.Percent >= 100 * rule.Least)
                    .OrderByDescending(m => m.Percent).ThenByDescending(m => m.Earlier.TracedYear).ThenBy(m => m.Earlier.Id.Value)
                    .DistinctBy(m => Words.Fold(m.Earlier.Called))   // of the same thing in many years the latest
                    .Take(rule.MostSuggested))
                .OrderByDescending(m => m.Percent).ThenBy(m => m.Later.Id.Value),
        ];
    }
}

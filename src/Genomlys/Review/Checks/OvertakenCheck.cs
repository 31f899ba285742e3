namespace Genomlys.Review.Checks;

/// <summary>Names and statements that were right until a day: an authority that has another name since, a date that was moved.</summary>
internal sealed class OvertakenCheck() : ReviewCheck("overtaken")
{
    /// <summary>Once a place for each.</summary>
    public override IEnumerable<Problem> Find(CheckedReview review) => All(review).DistinctBy(p => (p.PlaceKey, p.Remedy));

    private IEnumerable<Problem> All(CheckedReview review) =>
        from row in Tables.Overtaken
        where row.From <= review.Today
        from said in review.Written
        let match = Tables.Pattern(row.Says).Match(said.Passage.Text)
        where match.Success && (row.Unless is null || !Tables.Pattern(row.Unless).IsMatch(said.Passage.Text))
        select Warning(said.Place, row.From <= review.AsOf ? "Overtaken" : "OvertakenSince", Around(said.Passage.Text, match.Index, match.Length), said.Passage.LineAt(match.Index), match.Value, Day(row.From), row.Now);

    private static string Around(string text, int at, int length) => text[Math.Max(0, at - 40)..Math.Min(text.Length, at + length + 40)];
}

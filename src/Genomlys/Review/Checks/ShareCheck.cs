using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>Shares of one whole add up to a hundred, within what rounding can do.</summary>
internal sealed class ShareCheck() : ReviewCheck("shares")
{
    private const int Least = 3;

    public override IEnumerable<Problem> Find(CheckedReview review) =>
        from said in review.Passages
        where said.Passage.Kind is PassageKind.Paragraph or PassageKind.Item
        let shares = Tables["percent"].Matches(said.Passage.Text).Where(m => !IsOfAYear(said.Passage.Text, m)).ToList()
        where shares.Count >= Least && shares.Zip(shares.Skip(1)).All(two => two.Second.Index - two.First.Index < Together)
        let sum = shares.Sum(m => decimal.Parse(m.Groups["n"].Value.Replace(',', '.'), CultureInfo.InvariantCulture))
        let whole = Math.Max(1, Math.Round(sum / 100, MidpointRounding.AwayFromZero)) * 100
        let off = Math.Abs(sum - whole)
        where shares.Count >= Least * whole / 100 && off > shares.Count * Tables.Limits.MostRounding && off <= Tables.Limits.SharesNear
        select Error(said.Place, "Shares", said.Passage.Text[shares[0].Index..(shares[^1].Index + shares[^1].Length)], said.Passage.LineAt(shares[0].Index), sum.ToString("0.##", CultureInfo.CurrentCulture),
            string.Join(" + ", shares.Select(m => m.Groups["n"].Value)));

    /// <summary>A share over the years is no part of a whole.</summary>
    private static bool IsOfAYear(string text, Match share) =>
        SwedishDates.In(text[Math.Max(0, share.Index - Near)..Math.Min(text.Length, share.Index + share.Length + Near)], 2000).Any(d => d.IsYear);

    private const int Near = 20, Together = 130;   // characters
}

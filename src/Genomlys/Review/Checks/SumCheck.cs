using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>Parts add up to their total: in a sentence, in the list after it, in a table with a row of totals.</summary>
internal sealed class SumCheck() : ReviewCheck("sums")
{
    private static readonly Regex Trailing = CheckTables.Shipped.Pattern(@"(?<![\d.,])(?<n>\d{1,3}(?: \d{3})+|\d+)(?: st)?\s*\.?$");

    private const int Longest = 400;   // characters; what is longer is no sentence but a table that lost its form

    public override IEnumerable<Problem> Find(CheckedReview review) => review.Places.SelectMany(place => place.Passages.SelectMany((passage, at) => passage.Kind is PassageKind.Table
        ? Table(place, passage)
        : [.. passage.Sentences.SelectMany(s => InSentence(place, s)), .. List(place, passage, [.. place.Passages.Skip(at + 1).TakeWhile(p => p.Kind is PassageKind.Item)])]));

    /// <summary>"Totalt 46 incidenter, varav 22 …, 17 … och 7 övriga". Of two parts nobody says that they are all; three are a division, and one alone may be any part.</summary>
    private IEnumerable<Problem> InSentence(CheckedPlace place, Sentence sentence)
    {
        if (sentence.Text.Length > Longest || !Tables["total"].IsMatch(sentence.Text) || Tables["parts"].Matches(sentence.Text).LastOrDefault() is not { } parts)
            yield break;
        var numbers = SwedishNumbers.In(sentence.Text);
        if (numbers.LastOrDefault(n => n.Start < parts.Index) is not { } total)
            yield break;
        var said = numbers.Where(n => n.Start > parts.Index).ToList();
        var sum = said.Sum(n => n.Value);
        if (sum > total.Value || (sum < total.Value && (said.Count > 2 || (said.Count is 2 && Tables["rest"].IsMatch(sentence.Text)))))
            yield return Error(place, "Sum", sentence.Text, sentence.LineAt(total.Start), Said(sum), Said(total.Value), string.Join(" + ", said.Select(n => Said(n.Value))));
    }

    private IEnumerable<Problem> List(CheckedPlace place, Passage before, IReadOnlyList<Passage> items)
    {
        if (before.Kind is not PassageKind.Paragraph || items.Count < 2 || before.Sentences.LastOrDefault(s => Tables["total"].IsMatch(s.Text)) is not { Text: not null } sentence)
            yield break;
        var keyword = Tables["total"].Match(sentence.Text);
        var numbers = items.Select(i => Trailing.Match(i.Text)).ToList();
        if (SwedishNumbers.In(sentence.Text).FirstOrDefault(n => n.Start > keyword.Index) is not { } total || !numbers.TrueForAll(n => n.Success))
            yield break;
        var said = numbers.ConvertAll(n => Number(n.Groups["n"].Value));
        if (said.Sum() != total.Value)
            yield return Error(place, "Sum", sentence.Text, sentence.LineAt(total.Start), Said(said.Sum()), Said(total.Value), string.Join(" + ", said.Select(Said)));
    }

    private IEnumerable<Problem> Table(CheckedPlace place, Passage table)
    {
        if (table.Rows is not [_, _, .., var last] || !(table.EndsWithTotal || Tables["totalRow"].IsMatch(last[0].Trim())))
            yield break;
        for (var column = 1; column < last.Count; column++)
        {
            var cells = table.Rows.Where(r => r.Count > column).Select(r => r[column].Trim()).ToList();
            if (cells.Count != table.Rows.Count || !cells.TrueForAll(c => Cell(c) is not null))
                continue;
            var (sum, total) = (cells[..^1].Sum(c => Cell(c)!.Value), Cell(cells[^1])!.Value);
            var slack = cells[^1].Contains('%', StringComparison.Ordinal) ? (cells.Count - 1) * Tables.Limits.MostRounding : 0;
            if (Math.Abs(sum - total) > slack)
                yield return Error(place, "Sum", string.Join(' ', last), null, Said(sum), Said(total), string.Join(" + ", cells[..^1]));
        }
    }

    private static decimal? Cell(string cell) => decimal.TryParse(cell.TrimEnd('%', ' ').Replace(" ", "", StringComparison.Ordinal).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    private static decimal Number(string digits) => decimal.Parse(digits.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    private static string Said(decimal value) => value.ToString("0.##", CultureInfo.CurrentCulture);
}

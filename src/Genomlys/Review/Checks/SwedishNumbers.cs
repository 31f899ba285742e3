using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

/// <summary>A number in a text that counts something, with the word after it.</summary>
public sealed record SaidNumber(int Start, int Length, decimal Value, string Noun);

/// <summary>Finds the numbers that count something: not dates, shares, clauses, identities, nor the numbers of chapters.</summary>
public static class SwedishNumbers
{
    private static readonly CheckTables tables = CheckTables.Shipped;
    private static readonly Regex Digits = tables.Pattern(@"(?<![\d\p{L}:/.,-])(?<n>\d{1,3}(?: \d{3})+|\d+)(?![\d:/%]|[.,-]\d|-\p{L}|\p{L}| ?%| ?procent)");

    public static IReadOnlyList<SaidNumber> In(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
            return [];
        var dates = SwedishDates.In(text, 2000).Where(d => !IsCount(text, d)).ToList();
        var found = new List<SaidNumber>();
        foreach (Match match in Digits.Matches(text))
            if (!dates.Any(d => match.Index < d.Start + d.Length && d.Start < match.Index + match.Length) && !tables["notANumber"].IsMatch(text[..match.Index]))
                found.Add(new(match.Index, match.Length, decimal.Parse(match.Groups["n"].Value.Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), NounAfter(text, match.Index + match.Length)));
        return found;
    }

    /// <summary>"Totalt 2024 incidenter" counts; "totalt 2024" by itself is a year.</summary>
    private static bool IsCount(string text, SaidDate date) =>
        date is { Length: 4, IsYear: true } && tables["afterTotal"].IsMatch(text[..date.Start]) && tables["counted"].IsMatch(text[(date.Start + date.Length)..]);

    private static string NounAfter(string text, int at) => tables["unitAfter"].Match(text[at..]).Groups["noun"].Value.ToLowerInvariant();
}

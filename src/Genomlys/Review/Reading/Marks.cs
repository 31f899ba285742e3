using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>(kvarstår), (Ny), (kvarstår sedan 2023) after a name, and the name without it.</summary>
internal sealed partial class Marks(ReadingWords words)
{
    public (string Name, Printed Mark, int? Since) Of(string text)
    {
        var bare = text.Trim().TrimEnd('.', ';', ',').Trim();
        if (Parenthesis().Match(bare) is { Success: true } said && MarkOf(said.Groups["in"].Value) is var (mark, since) && mark is not Printed.Nothing)
            return (bare[..said.Index].Trim().TrimEnd('.', ';', ',').Trim(), mark, since);
        if (Dash().Match(bare) is { Success: true } dash && MarkOf(dash.Groups["in"].Value) is var (after, year) && after is not Printed.Nothing)
            return (bare[..dash.Index].Trim(), after, year);
        return (bare, Printed.Nothing, null);
    }

    /// <summary>What a cell or a parenthesis says by itself.</summary>
    public (Printed Mark, int? Since) MarkOf(string said)
    {
        var folded = said.Trim().ToLowerInvariant();
        var year = Year().Match(folded) is { Success: true } found ? int.Parse(found.Value) : (int?)null;
        var word = words.Since.Aggregate(Year().Replace(folded, ""), (left, since) => left.EndsWith(" " + since, StringComparison.Ordinal) ? left[..^(since.Length + 1)] : left.Replace($" {since} ", " ", StringComparison.Ordinal)).Trim();
        foreach (var since in words.Since)
            if (word.EndsWith(" " + since, StringComparison.Ordinal))
                word = word[..^(since.Length + 1)].Trim();
        return words.CarriedOver.Contains(word) ? (Printed.CarriedOver, year) : words.IsNew.Contains(word) ? (Printed.New, null) : (Printed.Nothing, null);
    }

    [GeneratedRegex(@"[(\[](?<in>[^()\[\]]{2,40})[)\]]$", RegexOptions.None, 1000)]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"\s[–—-]\s(?<in>[^–—-]{2,30})$", RegexOptions.None, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex(@"20\d\d", RegexOptions.None, 1000)]
    private static partial Regex Year();
}

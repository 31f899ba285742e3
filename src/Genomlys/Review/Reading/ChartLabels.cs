using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>What a picture leaves in the text: labels and shares without a sentence. They are left out when a sentence says the same share.</summary>
internal static partial class ChartLabels
{
    private const int Longest = 60, Legend = 3;

    public static void TakeFrom(List<LineDraft> lines, ReadingWords words)
    {
        var said = lines.Where(l => l.Text.Length >= Longest || Sentence().IsMatch(l.Text)).SelectMany(l => Share().Matches(l.Text)).Select(m => m.Groups["share"].Value).ToHashSet();
        var taken = new HashSet<int>();
        for (var n = 0; n < lines.Count; n++)
            if (lines[n] is { IsGone: false, Source.Kind: LineKind.Plain } line && line.Text.Length < Longest && (IsShare(line.Text, said) || IsLegend(line.Text, words)))
                taken.Add(n);
        foreach (var n in taken)
            lines[n].IsGone = true;
        // the title of a picture stands between its labels
        foreach (var n in taken)
            foreach (var beside in new[] { n - 1, n + 1 })
                if (beside >= 0 && beside < lines.Count && !taken.Contains(beside) && words.Populations.Contains(lines[beside].Text.ToLowerInvariant()))
                    lines[beside].IsGone = true;
    }

    private static bool IsShare(string text, HashSet<string> said) => Label().Match(text) is { Success: true } label && said.Contains(label.Groups["share"].Value);

    private static bool IsLegend(string text, ReadingWords words)
    {
        var left = text.ToLowerInvariant();
        var found = 0;
        foreach (var word in words.ChartWords.OrderByDescending(w => w.Length))
            while (left.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at)
            {
                left = left.Remove(at, word.Length);
                found++;
            }
        return found > 0 && left.Trim() is "" && (found >= Legend || found == 1);
    }

    [GeneratedRegex(@"^(?:[^\d%.:•]{2,40}\s)?(?<share>\d{1,3}(?:,\d)?)\s?%$", RegexOptions.None, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"(?<share>\d{1,3}(?:,\d)?)\s?(?:%|procent)", RegexOptions.None, 1000)]
    private static partial Regex Share();

    [GeneratedRegex(@"\p{Ll}{2,} \p{Ll}+ ", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}

using System.Text;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Page headers, footers and page numbers: what stands at the edge of page after page.</summary>
internal static partial class PageFurniture
{
    private const int Edge = 4, NearNumber = 3, Repeats = 3, Longest = 120;

    public static void TakeFrom(List<LineDraft> drafts, ReadingWords words)
    {
        var said = drafts.Where(d => d.Text is not "").ToList();
        var number = PageNumber(words);
        var (atEdge, outermost) = (AtEdges(said, Edge), AtEdges(said, 1));
        var numbers = said.Where(d => d.Text.Length < Longest && (number.IsMatch(d.Text) || (outermost.Contains(d) && Alone().IsMatch(d.Text)))).ToHashSet();
        var near = NearNumbers(said, numbers);
        var candidates = near.Keys.Concat(atEdge).ToHashSet();
        foreach (var group in candidates.Where(d => d.Text.Length < Longest && d.Source.Kind is LineKind.Plain).GroupBy(d => Alike(d.Text)))
            if (group.Select(d => (d.Page, Near: near.GetValueOrDefault(d))).Distinct().Count() >= Repeats && !numbers.Contains(group.First()) && !PrintedNumber.Split(group.First().Text).Number.Contains('.', StringComparison.Ordinal))
                foreach (var line in group)
                    line.IsGone = true;
        foreach (var line in numbers)
            line.IsGone = true;
    }

    /// <summary>The first and last lines of each page, where there are pages enough to repeat anything.</summary>
    private static HashSet<LineDraft> AtEdges(List<LineDraft> said, int edge)
    {
        var edges = new HashSet<LineDraft>();
        for (var start = 0; start < said.Count;)
        {
            var end = start;
            while (end < said.Count && said[end].Page == said[start].Page)
                end++;
            for (var n = start; n < end; n++)
                if ((n < start + edge || n >= end - edge) && (start > 0 || end < said.Count))
                    edges.Add(said[n]);
            start = end;
        }
        return edges;
    }

    /// <summary>Each line beside a page number, with which of them it is beside.</summary>
    private static Dictionary<LineDraft, int> NearNumbers(List<LineDraft> said, HashSet<LineDraft> numbers)
    {
        var near = new Dictionary<LineDraft, int>();
        for (var n = 0; n < said.Count; n++)
            if (numbers.Contains(said[n]))
                for (var m = Math.Max(0, n - NearNumber); m <= Math.Min(said.Count - 1, n + NearNumber); m++)
                    near[said[m]] = n;
        return near;
    }

    /// <summary>Page after page differs in its digits only.</summary>
    private static string Alike(string text)
    {
        var alike = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsDigit(c))
                alike.Append(alike is [.., '#'] ? "" : "#");
            else if (!char.IsWhiteSpace(c))
                alike.Append(char.ToUpperInvariant(c));
        return alike.ToString();
    }

    private static Regex PageNumber(ReadingWords words)
    {
        var page = string.Join('|', words.PageWords.Select(Regex.Escape));
        var of = string.Join('|', words.PageOf.Select(Regex.Escape));
        return new($@"^(?:(?:{page})\s+)?\d{{1,3}}\s*(?:\(\d{{1,3}}\)|(?:{of}|/)\s*\d{{1,3}})$|^(?:{page})\s+\d{{1,3}}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    [GeneratedRegex(@"^[-–]?\s?\d{1,3}\s?[-–]?$", RegexOptions.None, 1000)]
    private static partial Regex Alone();
}

using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>The table of contents: left out of the text, kept as what the headings are called.</summary>
internal static partial class ContentsTable
{
    private const int Longest = 300, Misses = 2, Most = 300;

    public static IReadOnlyList<ContentsEntry> TakeFrom(List<LineDraft> drafts, ReadingWords words)
    {
        var entries = new List<ContentsEntry>();
        for (var n = 0; n < drafts.Count; n++)
            if (drafts[n].Source.Kind is LineKind.Contents)
                Take(drafts[n], "", entries);
            else if (words.Contents.Contains(drafts[n].Text.ToLowerInvariant().TrimEnd(':')))
                n = TakeAfter(drafts, n, entries) - 1;
            else if (drafts[n].Text.Length < Longest && Dotted().IsMatch(drafts[n].Text))
                Take(drafts[n], "", entries);
        return entries;
    }

    /// <summary>From its heading on, as long as lines end with a page; returns where the text goes on. A heading that nothing follows is left alone.</summary>
    private static int TakeAfter(List<LineDraft> drafts, int heading, List<ContentsEntry> entries)
    {
        var (after, pending, misses) = (heading + 1, new List<LineDraft>(), 0);
        for (var n = heading + 1; n < drafts.Count && misses <= Misses; n++)
        {
            var line = drafts[n];
            if (line.IsGone || line.Text is "")
                continue;
            if (line.Source.Kind is LineKind.Plain or LineKind.Contents && line.Text.Length < Longest && Entry().IsMatch(line.Text))
            {
                Take(line, string.Concat(pending.Select(p => p.Text + " ")), entries);
                pending.ForEach(p => p.IsGone = true);
                (after, misses) = (n + 1, 0);
                pending.Clear();
            }
            else
            {
                pending.Add(line);
                misses++;
            }
        }
        drafts[heading].IsGone = after > heading + 1;
        return after;
    }

    private static void Take(LineDraft line, string before, List<ContentsEntry> entries)
    {
        line.IsGone = true;
        var said = Entry().Match(before + line.Text);
        var text = said.Success ? said.Groups["said"].Value : before + line.Text;
        var (number, title) = PrintedNumber.Split(text);
        if (title.Trim() is { Length: > 0 } name && entries.Count < Most)
            entries.Add(new ContentsEntry(number, name));
    }

    [GeneratedRegex(@"^(?<said>[^\s.][^\t]*?[^\s.…_·\t])[\s.…_·]*[\s.…_·]\d{1,3}$", RegexOptions.None, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?:[.…_·]\s?){5,}\s*\d{1,3}$", RegexOptions.None, 1000)]
    private static partial Regex Dotted();
}

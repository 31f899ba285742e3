using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Footnotes, and the digits they leave behind glued to words: a note counts as one when its number is the next and a word before it carries that number.</summary>
internal static partial class Footnotes
{
    private const int Reach = 90, LongestNote = 10, Longest = 400;

    public static void TakeFrom(List<LineDraft> lines, IReadOnlyList<ContentsEntry> contents, ReadingWords words)
    {
        var expected = 1;
        var marks = new Dictionary<int, List<Mark>>();
        for (var n = 0; n < lines.Count; n++)
        {
            var line = lines[n];
            if (line.Source.Kind is LineKind.Note)
            {
                line.IsGone = true;
                continue;
            }
            if (line.Text.Length < Longest && Start().Match(line.Text) is { Success: true } start && int.Parse(start.Groups["number"].Value) == expected && Called(marks, expected, n) is { } mark && !IsHeading(line.Text, mark.IsSure, contents, words))
            {
                lines[mark.Line].Text = lines[mark.Line].Text.Remove(mark.At, mark.Length);
                n = Take(lines, n) - 1;
                expected++;
                continue;
            }
            foreach (Match glued in Glued().Matches(line.Text))
                if (int.TryParse(glued.Groups["mark"].Value, out var number))
                    Add(marks, number, new Mark(n, glued.Groups["mark"].Index, glued.Groups["mark"].Length, IsSure: true));
            foreach (Match after in AfterDigits().Matches(line.Text))
                Add(marks, int.Parse(after.Groups["mark"].Value), new Mark(n, after.Groups["mark"].Index, after.Groups["mark"].Length, IsSure: after.Length > 4));
        }
    }

    private static bool IsHeading(string text, bool isCalled, IReadOnlyList<ContentsEntry> contents, ReadingWords words) =>
        PrintedNumber.Split(text).Title is { Length: > 0 } title && ((!isCalled && words.KindOf(title) is not null) || contents.Any(c => c.Title == title));

    private static void Add(Dictionary<int, List<Mark>> marks, int number, Mark mark)
    {
        if (!marks.TryGetValue(number, out var known))
            marks[number] = known = [];
        known.Add(mark);
    }

    /// <summary>A mark on a word before one on a number; a year with a digit too many before another number.</summary>
    private static Mark? Called(Dictionary<int, List<Mark>> marks, int number, int at) =>
        marks.TryGetValue(number, out var known) ? known.Where(m => m.Line >= at - Reach).OrderByDescending(m => m.IsSure).ThenByDescending(m => m.Line).FirstOrDefault() : null;

    /// <summary>A note ends where its page does, where space parts it from the text, or where a heading or the next note begins.</summary>
    private static int Take(List<LineDraft> lines, int from)
    {
        lines[from].IsGone = true;
        var n = from + 1;
        for (; n < lines.Count && n < from + LongestNote && !lines[n].TurnsPage && !lines[n].IsApart && !Start().IsMatch(Head(lines[n])) && !PrintedNumber.Split(Head(lines[n])).Number.Contains('.', StringComparison.Ordinal) && lines[n].Source.Kind is LineKind.Plain; n++)
            lines[n].IsGone = true;
        return n;
    }

    private static string Head(LineDraft line) => line.Text.Length < Longest ? line.Text : "";

    private sealed record Mark(int Line, int At, int Length, bool IsSure);

    [GeneratedRegex(@"^(?<number>\d{1,2})(?:\s+[^\d\s]|$)", RegexOptions.None, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<=[\p{L};)”""»’]|(?<!\d)[.,:])(?<mark>\d{1,2})(?![\d\p{L}%/:-]|[.,]\d)", RegexOptions.None, 1000)]
    private static partial Regex Glued();

    /// <summary>20243 is 2024 and note 3; 465 after artikel may be 46 and note 5.</summary>
    [GeneratedRegex(@"(?<![\d.,:/-])(?:(?:19|20)\d\d(?<mark>\d{1,2})|\d{2}(?<mark>\d))(?![\d\p{L}%/:-]|[.,]\d)", RegexOptions.None, 1000)]
    private static partial Regex AfterDigits();
}

using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>Clean lines as the blocks they were before they were laid out.</summary>
internal sealed partial class Blocks
{
    private const int FewWords = 7, LongestHeading = 260, LongestSubheading = 130, LongestShape = 400;
    private const double Short = 0.95, ShortOfMany = 0.82;

    private readonly CleanText clean;
    private readonly ReadingWords words;
    private readonly Joining joining;
    private readonly Marks marks;
    private readonly IReadOnlyList<CleanLine> lines;
    private readonly HashSet<string> contents;
    private readonly List<string> headings;
    private readonly List<string> labels;
    private readonly HashSet<string> majors;
    private readonly bool hasChapters;
    private readonly HashSet<int> rows;
    private readonly List<TextBlock> blocks = [];
    private string number = "";

    private Blocks(CleanText clean, ReadingWords words)
    {
        (this.clean, this.words, lines) = (clean, words, clean.Lines);
        marks = new Marks(words);
        joining = new Joining(words, lines.Select(l => l.Text));
        contents = [.. clean.Contents.Select(e => Tight(e.Title))];
        headings = [.. words.KnownHeadings.Concat(clean.Contents.Select(e => e.Title)).Select(Tight).Distinct()];
        labels = [.. words.RiskLabels.Concat(words.ActionLabels).Concat(words.ResultLabels).Concat(words.OtherLabels)];
        var numbered = lines.Where(l => l.Text.Length < LongestShape).Select(l => PrintedNumber.Split(l.Text)).Where(n => n.Number is not "").ToList();
        majors = [.. numbered.Where(n => n.Number.Contains('.', StringComparison.Ordinal) && IsTitle(n.Title)).Select(n => n.Number.Split('.')[0])];
        hasChapters = majors.Count > 0 && numbered.Count(n => n.Number.Contains('.', StringComparison.Ordinal) && IsTitle(n.Title)) > 1
            || numbered.Count(n => !n.Number.Contains('.', StringComparison.Ordinal) && (contents.Contains(Tight(n.Title)) || words.KindOf(n.Title) is not null)) > 1;
        rows = Tables.RowsIn(lines);
    }

    public static IReadOnlyList<TextBlock> Of(CleanText clean, ReadingWords words) => new Blocks(clean, words).Build();

    private List<TextBlock> Build()
    {
        for (var n = 0; n < lines.Count; n++)
            n += Place(n);
        return blocks;
    }

    /// <summary>Places a line; returns how many further lines went with it.</summary>
    private int Place(int n)
    {
        var line = lines[n];
        if (line.Source.Kind is LineKind.Row || rows.Contains(n))
            return Put(new TextBlock(BlockKind.Row, line, line.Text) { Cells = line.Cells });
        if (line.Source.Kind is LineKind.Heading)
            return Head(n, line.Source.Mark is "" ? PrintedNumber.Split(line.Text) : (line.Source.Mark.TrimEnd('.'), line.Text), line.Source.Level);
        if (line.Text.Length < LongestShape && PrintedNumber.Split(line.Text) is { Number: not "" } numbered && IsHeading(n, numbered))
            return Head(n, numbered, 0);
        if (ItemOf(n) is var (mark, said))
            return Put(new TextBlock(BlockKind.Item, line, said) { Mark = mark, Level = line.Source.Level });
        if (blocks is [.., { Kind: BlockKind.Item, First.Source.Kind: LineKind.Plain } item] && n > 0 && item.Last == lines[n - 1] && GoesOn(n))
            return AddTo(item, line);
        if (SubheadingLines(n) is > 0 and var long_)
            return Subhead(n, long_);
        if (blocks is [.., { Kind: BlockKind.Paragraph } paragraph] && paragraph.Last == lines[n - 1] && !StartsAnew(n))
            return AddTo(paragraph, line);
        return Put(new TextBlock(BlockKind.Paragraph, line, line.Text));
    }

    private int Put(TextBlock block)
    {
        blocks.Add(block);
        return 0;
    }

    private int AddTo(TextBlock block, CleanLine line)
    {
        block.Add(line, line.Text, joining);
        return 0;
    }

    private int Head(int n, (string Number, string Title) said, int level)
    {
        var block = new TextBlock(BlockKind.Heading, lines[n], said.Title) { Mark = said.Number, Level = level > 0 && said.Number is "" ? level : PrintedNumber.Depth(said.Number) };
        if (said.Number is not "")
            number = said.Number;
        blocks.Add(block);
        var more = 0;
        while (lines[n].Source.Kind is LineKind.Plain && n + more + 1 < lines.Count && HeadingGoesOn(block, lines[n + more], lines[n + more + 1], n + more + 1))
            block.Add(lines[n + ++more], lines[n + more].Text, joining);
        return more;
    }

    private int Subhead(int n, int count)
    {
        var block = new TextBlock(BlockKind.Subheading, lines[n], lines[n].Text.TrimEnd(':'));
        for (var more = 1; more < count; more++)
            block.Add(lines[n + more], lines[n + more].Text, joining);
        blocks.Add(block);
        return count - 1;
    }

    private bool IsHeading(int n, (string Number, string Title) said)
    {
        if (!IsTitle(said.Title) || lines[n].Source.Kind is LineKind.Item || PrintedNumber.Parts(said.Number)[0] is 0)
            return false;
        if (IsInContents(said.Title))
            return true;
        if (IsNextItem(n, said))
            return false;
        if (said.Number.Contains('.', StringComparison.Ordinal))
            return !IsCutSentence(n) && said.Title[^1] is not '.' && (PrintedNumber.IsAfter(said.Number, number) || lines[n].IsApart || lines[n].TurnsPage);
        return hasChapters && said.Title[^1] is not ('.' or ';' or ',') && !IsCutSentence(n)
            && (majors.Contains(said.Number) && !PrintedNumber.IsAfter(number, said.Number) || words.KindOf(said.Title) is not null || (Follows(said.Number) && (lines[n].IsApart || lines[n].TurnsPage || !clean.IsWrapped)));
    }

    /// <summary>"2." after the item "1." of a list goes on with the list, though chapter 2 may be due: unless it stands apart and is called what a chapter is.</summary>
    private bool IsNextItem(int n, (string Number, string Title) said) =>
        said.Number is not "1" && Enumerated().Match(lines[n].Text) is { Success: true } item && IsInSequence(item.Groups["mark"].Value)
        && (marks.Of(said.Title).Mark is not Printed.Nothing || words.KindOf(said.Title) is null || !(lines[n].IsApart || lines[n].TurnsPage));

    /// <summary>The chapter after the one we are in.</summary>
    private bool Follows(string next) => PrintedNumber.Parts(next)[0] == (number is "" ? 0 : PrintedNumber.Parts(number)[0]) + 1;

    private bool IsInContents(string title) => Tight(title) is { Length: > 3 } tight && (contents.Contains(tight) || (tight.Length > 12 && contents.Any(c => c.StartsWith(tight, StringComparison.Ordinal))));

    /// <summary>The line before has not ended its sentence and is as long as lines are: this one only happens to begin with a number.</summary>
    private bool IsCutSentence(int n) => clean.IsWrapped && n > 0 && !lines[n].IsApart && !lines[n].TurnsPage && !EndsSentence(lines[n - 1].Text) && !EndsEarly(lines[n - 1], lines[n]) && blocks is [.., { Kind: BlockKind.Paragraph or BlockKind.Item }];

    private bool HeadingGoesOn(TextBlock heading, CleanLine before, CleanLine next, int at)
    {
        if (next.IsApart || next.TurnsPage || next.Source.Kind is not LineKind.Plain || heading.Text.Length + next.Text.Length > LongestHeading || rows.Contains(at) || heading.Text is [.., '.' or ':'])
            return false;
        var whole = Tight(heading.Text + next.Text);
        if (headings.Exists(h => h.StartsWith(whole, StringComparison.Ordinal)))
            return true;
        if (contents.Contains(Tight(heading.Text)) || Bullet().IsMatch(next.Text))
            return false;
        if (!clean.IsWrapped)
            return false;
        return char.IsLower(next.Text[0]) || next.Text[0] is '(' || next.IsTight || before.Text is [.., '-' or ',' or '–']
            || IsOpen(before.Text);
    }

    /// <summary>Ends with a word that more must follow.</summary>
    private bool IsOpen(string text) => words.OpenEndings.Contains(text[(text.LastIndexOf(' ') + 1)..]);

    /// <summary>The sign and the text of an item of a list.</summary>
    private (string Mark, string Text)? ItemOf(int n)
    {
        var line = lines[n];
        if (line.Source.Kind is LineKind.Item)
            return (line.Source.Mark is "" ? "•" : line.Source.Mark, Bullet().Match(line.Text) is { Success: true } twice ? twice.Groups["text"].Value : line.Text);
        if (Bullet().Match(line.Text) is { Success: true } bullet)
        {
            var mark = bullet.Groups["mark"].Value;
            return mark is "-" or "–" or "—" && IsDashInSentence(n) ? null : (mark, bullet.Groups["text"].Value);
        }
        return line.Text.Length < LongestShape && Enumerated().Match(line.Text) is { Success: true } item && IsInSequence(item.Groups["mark"].Value) && (item.Groups["mark"].Value is not "1" || !IsCutSentence(n))
            ? (item.Groups["mark"].Value, item.Groups["text"].Value)
            : null;
    }

    /// <summary>A dash that only happens to begin a line; two in a row are a list.</summary>
    private bool IsDashInSentence(int n) => clean.IsWrapped && !(n + 1 < lines.Count && lines[n + 1].Text[0] == lines[n].Text[0] && Bullet().IsMatch(lines[n + 1].Text)) && n > 0 && !lines[n].IsApart && blocks is [.., { Kind: BlockKind.Paragraph }] && !EndsSentence(lines[n - 1].Text) && !EndsEarly(lines[n - 1], lines[n]);

    /// <summary>One, or the number after the last item's.</summary>
    private bool IsInSequence(string mark)
    {
        if (int.Parse(mark) is 1)
            return true;
        var last = blocks.FindLast(b => b.Kind is BlockKind.Item or BlockKind.Heading);
        return last is { IsNumbered: true, Kind: BlockKind.Item } && int.TryParse(last.Mark, out var before) && int.Parse(mark) == before + 1;
    }

    /// <summary>Whether a line goes on with the item above it.</summary>
    private bool GoesOn(int n)
    {
        var (line, before) = (lines[n], lines[n - 1]);
        if (!clean.IsWrapped || line.Source.Kind is not LineKind.Plain || IsLabelled(line.Text) || Year().IsMatch(line.Text))
            return false;
        if (line.IsApart)
            return IsCut(before.Text, line.Text);
        if (before.Text[^1] is '-' or ',' or '/')
            return true;
        if (EndsSentence(before.Text))
            return before.Text[^1] is '.' && char.IsLower(line.Text[0]) && !line.TurnsPage;
        if (!char.IsLower(line.Text[0]) && marks.Of(before.Text).Mark is not Printed.Nothing)
            return false;
        return char.IsLower(line.Text[0]) || line.Text[0] is '(' or '”' or '"' || char.IsDigit(line.Text[0]) || !EndsEarly(before, line, ShortOfMany) || IsOpen(before.Text);
    }

    /// <summary>A space in the middle of a sentence parts nothing.</summary>
    private static bool IsCut(string before, string after) => char.IsLower(after[0]) && before[^1] is not ('.' or ':' or '!' or '?' or ';');

    private bool StartsAnew(int n)
    {
        var (line, before) = (lines[n], lines[n - 1]);
        if (!clean.IsWrapped || (line.IsApart && !IsCut(before.Text, line.Text)) || IsLabelled(line.Text) || line.Source.Kind is not LineKind.Plain)
            return true;
        return EndsSentence(before.Text) && EndsEarly(before, line) && !char.IsLower(line.Text[0]);
    }

    private bool IsLabelled(string text) => text.Length < LongestShape && text.IndexOf(':', StringComparison.Ordinal) is > 2 and var colon && labels.Contains(text[..colon].ToLowerInvariant());

    /// <summary>How many lines a heading without number takes here; none when it is none.</summary>
    private int SubheadingLines(int n)
    {
        var line = lines[n];
        if (line.Text.Length > LongestSubheading || !(char.IsUpper(line.Text[0]) || char.IsDigit(line.Text[0])) || line.Source.Kind is not LineKind.Plain || n > 0 && IsLabelled(line.Text))
            return 0;
        if (Year().IsMatch(line.Text))
            return 1;
        if (line.Source.IsBold || IsInContents(line.Text) && Tight(line.Text).Length > 5)
            return 1;
        if (line.Text[^1] is '.' or ':' or ';' or ',' or '!' or '?' or '-' or '%' || !IsTitle(line.Text) || line.Text.Contains(": ", StringComparison.Ordinal) || n + 1 >= lines.Count)
            return 0;
        if (n > 0 && !line.IsApart && !(blocks is [.., { Kind: BlockKind.Heading or BlockKind.Subheading or BlockKind.Row }]) && !(EndsSentence(lines[n - 1].Text) || (lines[n - 1].Text is [.., ')'] && EndsEarly(lines[n - 1], line)) || blocks is [.., { Kind: BlockKind.Item }] && EndsEarly(lines[n - 1], line) && words.KindOf(line.Text) is not null))
            return 0;
        var next = lines[n + 1];
        if (!char.IsLower(next.Text[0]))
            return !IsOpen(line.Text) && (!clean.IsWrapped || EndsEarly(line, next) || next.IsApart || (line.IsApart && line.Text.Count(c => c is ' ') < FewWords)) ? 1 : 0;
        // the heading itself goes over two lines: the second ends early and a sentence begins after it
        return clean.IsWrapped && !next.IsApart && !EndsSentence(next.Text) && next.Text.Length < LongestSubheading && n + 2 < lines.Count && !next.Text.Contains(". ", StringComparison.Ordinal)
            && char.IsUpper(lines[n + 2].Text[0]) && !lines[n + 2].IsApart && EndsEarly(next, lines[n + 2]) && line.IsApart ? 2 : 0;
    }

    /// <summary>The next word would have had room: the line ended because what it says did.</summary>
    private bool EndsEarly(CleanLine line, CleanLine next) => EndsEarly(line, next, clean.IsProportional ? ShortOfMany : Short);

    private bool EndsEarly(CleanLine line, CleanLine next, double part)
    {
        var first = next.Text.IndexOf(' ', StringComparison.Ordinal);
        return line.Text.Length + 1 + (first < 0 ? next.Text.Length : first) <= clean.Width * part;
    }

    private static bool EndsSentence(string text) => text is [.., '.' or ':' or '!' or '?' or ';'] or [.., '.', '”' or '"' or ')'];

    /// <summary>Begins as a name does, or is a year; pm3 and e-post begin small and are names.</summary>
    private static bool IsTitle(string title) => title is [var first, ..] && (char.IsUpper(first) || first is '”' or '"' || Year().IsMatch(title) || (char.IsLower(first) && IsAbbreviation(title.Split(' ', 2)[0])));

    private static bool IsAbbreviation(string word) => word.Any(char.IsDigit) || word.Skip(1).Any(char.IsUpper) || word.IndexOf('-', StringComparison.Ordinal) is 1 or 2;

    internal static string Tight(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"^(?<mark>[•▪■□✓➢*]|[-–—]|o)\s+(?<text>\S.*)$", RegexOptions.None, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:\((?<mark>\d{1,2})\)|(?<mark>\d{1,2})[.)])\s+(?<text>[\p{L}”""].*)$", RegexOptions.None, 1000)]
    private static partial Regex Enumerated();

    [GeneratedRegex(@"^20\d\d:?$", RegexOptions.None, 1000)]
    private static partial Regex Year();
}

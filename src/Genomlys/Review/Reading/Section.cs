using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>A heading with what stands under it.</summary>
internal sealed class Section(TextBlock? heading, ChapterKind kind, Section? parent)
{
    public TextBlock? Heading => heading;
    public ChapterKind Kind => kind;
    public Section? Parent => parent;
    public string Title => heading?.Text ?? "";
    public bool IsNumbered => heading is { Kind: BlockKind.Heading };

    /// <summary>The printed number of the nearest heading that has one.</summary>
    public string Number => heading is { Mark: not "" } ? heading.Mark : parent?.Number ?? "";
    public int? Year { get; init; }

    /// <summary>It names its kind itself, instead of being of its parent's.</summary>
    public bool IsChapter { get; init; }
    public List<TextBlock> Blocks { get; } = [];
    public List<Section> Children { get; } = [];

    /// <summary>Itself and everything below, in the order of the text.</summary>
    public IEnumerable<Section> All => [this, .. Children.SelectMany(c => c.All)];

    public IEnumerable<TextBlock> Everything => All.SelectMany(s => s.Heading is { } own && s != this ? [own, .. s.Blocks] : (IEnumerable<TextBlock>)s.Blocks);
    public IEnumerable<TextBlock> Items => Blocks.Where(b => b.Kind is BlockKind.Item);
}

/// <summary>The tree of headings: numbers and styles say how deep one stands, the words of a chapter where a new one begins.</summary>
internal static partial class Chapters
{
    private const int ChapterDepth = 1, YearDepth = 50, Deep = 60;

    public static Section Of(IReadOnlyList<TextBlock> blocks, ReadingWords words)
    {
        var root = new Section(null, ChapterKind.Other, null);
        var way = new Stack<(Section Section, int Depth)>([(root, 0)]);
        foreach (var block in blocks)
            if (block.Kind is BlockKind.Heading or BlockKind.Subheading)
            {
                var depth = DepthOf(block, way, words);
                while (way.Peek().Depth >= depth)
                    way.Pop();
                var above = way.Peek().Section;
                var (kind, isChapter) = KindOf(block, above, words);
                var section = new Section(block, kind, above) { IsChapter = isChapter, Year = YearOf(block.Text) };
                above.Children.Add(section);
                way.Push((section, depth));
            }
            else
                way.Peek().Section.Blocks.Add(block);
        return root;
    }

    private static int DepthOf(TextBlock block, Stack<(Section Section, int Depth)> way, ReadingWords words)
    {
        // a year alone is a part of the plan above it, whatever its style
        if (block is { Kind: BlockKind.Heading, Mark: "" } && YearOf(block.Text) is not null && block.Text.Length < 12 && words.KindOf(block.Text) is null
            && way.FirstOrDefault(w => w.Section.Heading is null || w.Section.Heading.Text.Length >= 12 || w.Section.Year is null) is { Section.Kind: ChapterKind.Plan or ChapterKind.Improvements or ChapterKind.Summary } plan)
            return Math.Max(plan.Depth + 1, block.Level);
        // without a number among numbered ones it belongs to the one before it
        if (block is { Kind: BlockKind.Heading, Mark: "", Level: > 1 } && way.FirstOrDefault(w => w.Section.Heading is { Kind: BlockKind.Heading, Mark: not "" }) is { Section: not null } numbered && numbered.Depth >= block.Level)
            return numbered.Depth + 1;
        if (block.Kind is BlockKind.Heading)
            return Math.Clamp(block.Level, 1, YearDepth - 1);
        var named = words.KindOf(block.Text);
        var isWithinNumbers = way.Any(w => w.Section.IsNumbered);
        if (named is not null && (!isWithinNumbers || (named.Value.Kind is ChapterKind.Summary or ChapterKind.Decision && Blocks.Tight(block.Text) == Blocks.Tight(named.Value.Phrase))))
            return ChapterDepth;
        return YearOf(block.Text) is not null ? YearDepth : Deep;
    }

    /// <summary>What stands under proposals and plans is a proposal or a plan, whatever its heading mentions; elsewhere a heading that begins as a chapter does is one.</summary>
    private static (ChapterKind Kind, bool IsChapter) KindOf(TextBlock block, Section above, ReadingWords words)
    {
        if (words.KindOf(block.Text) is not { } named)
            return (above.Kind, false);
        var isItem = above.Kind is ChapterKind.Improvements or ChapterKind.Plan or ChapterKind.OfficersRisks or ChapterKind.InternalControl or ChapterKind.Risks;
        if (block.Kind is BlockKind.Subheading && above.Heading is not null && above.Kind is not ChapterKind.Other)
            return (above.Kind, false);
        if (above.Kind is ChapterKind.Improvements && named.Kind is ChapterKind.Plan && YearOf(block.Text) is not null)
            return (ChapterKind.Plan, true);
        return isItem && !named.Phrase.Contains(' ', StringComparison.Ordinal) ? (above.Kind, false) : isItem && named.Kind is not (ChapterKind.Deviations or ChapterKind.Plan or ChapterKind.Decision) ? (above.Kind, false) : (named.Kind, true);
    }

    /// <summary>The one year a heading ends with.</summary>
    internal static int? YearOf(string title) => title.Length < 100 && Years().Matches(title) is [var only] && title.TrimEnd('.', ':', ')').EndsWith(only.Value, StringComparison.Ordinal) ? int.Parse(only.Value) : null;

    [GeneratedRegex(@"(?<!\d)20\d\d(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Years();
}

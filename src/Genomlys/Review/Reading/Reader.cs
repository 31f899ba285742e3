namespace Genomlys.Review.Reading;

/// <summary>What every reader of a kind of piece is given: the tree of the text, its words, and the year it is about.</summary>
internal sealed class Reader(Section root, ReadingWords words, int? year)
{
    private readonly Dictionary<Section, Dictionary<TextBlock, string>> announcers = [];

    public Section Root => root;
    public ReadingWords Words => words;
    public int? Year => year;
    public Marks Marks { get; } = new(words);

    /// <summary>The outermost chapters of a kind.</summary>
    public IEnumerable<Section> Of(params ReadOnlySpan<ChapterKind> kinds)
    {
        var found = new List<Section>();
        Find(root, kinds.ToArray());
        return found;

        void Find(Section at, ChapterKind[] wanted)
        {
            if (at.Heading is not null && wanted.Contains(at.Kind))
                found.Add(at);
            else
                at.Children.ForEach(c => Find(c, wanted));
        }
    }

    /// <summary>A section with all below it as one place.</summary>
    public static Place Whole(Section section)
    {
        var last = section.All.Select(s => s.Blocks is [.., var end] ? end.Last : s.Heading!.Last).MaxBy(l => l.Source.Number)!;
        return section.Heading!.Place(section) with { LastLine = last.Source.Number };
    }

    /// <summary>Everything a section says, for reading beside a proposal.</summary>
    public static string Body(Section section) => Cut(string.Join("\n", section.Everything.Select(b => b.Kind is BlockKind.Item ? $"• {b.Text}" : b.Text)));

    /// <summary>The last sentence before a block: what announces a list.</summary>
    public string Announcer(Section section, TextBlock item)
    {
        if (!announcers.TryGetValue(section, out var said))
        {
            announcers[section] = said = [];
            var last = "";
            foreach (var block in section.Blocks)
                if (block.Kind is BlockKind.Paragraph)
                    last = Sentences.Of(block.Text, words).LastOrDefault().Text ?? "";
                else
                    said[block] = last;
        }
        return said.GetValueOrDefault(item, "");
    }

    public static string Cut(string text) => text.Length > 4000 ? text[..4000] : text;
}

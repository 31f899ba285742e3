namespace Genomlys.Review.Reading;

/// <summary>A list whose items may be followed by a paragraph that explains them.</summary>
internal static class Lists
{
    public static IEnumerable<(string Name, string Body, Place Place)> WithBodies(Section section)
    {
        var blocks = section.Everything.ToList();
        for (var n = 0; n < blocks.Count; n++)
        {
            if (blocks[n].Kind is not BlockKind.Item)
                continue;
            var (item, end) = (blocks[n], n);
            while (item.IsNumbered && end + 1 < blocks.Count && (blocks[end + 1].Kind is BlockKind.Paragraph or BlockKind.Subheading || blocks[end + 1] is { Kind: BlockKind.Item, IsNumbered: false }))
                end++;
            yield return (item.Text, Reader.Cut(string.Join("\n", blocks[(n + 1)..(end + 1)].Select(b => b.Text))), item.Place(section) with { LastLine = blocks[end].Last.Source.Number });
            n = end;
        }
    }
}

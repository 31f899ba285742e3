using DocumentFormat.OpenXml.Wordprocessing;

namespace Genomlys.Review.Reading;

/// <summary>What a paragraph style makes of its paragraphs: a heading and how deep, an entry of the contents, an item of a list.</summary>
internal sealed record WordStyle(int Level, bool IsContents, NumberingProperties? Numbering)
{
    public static readonly WordStyle Plain = new(0, false, null);
}

/// <summary>The styles of a document by id, each with what it has from the one it is based on.</summary>
internal sealed class WordStyles
{
    private const int Longest = 20;
    private readonly Dictionary<string, WordStyle> known = [];

    public WordStyles(Styles? styles)
    {
        var all = new Dictionary<string, Style>();
        foreach (var style in styles?.Elements<Style>() ?? [])
            if (style.StyleId?.Value is { } id)
                all.TryAdd(id, style);
        foreach (var (id, style) in all)
            known[id] = Made(style, all);
    }

    public WordStyle Of(string? id) => id is not null && known.TryGetValue(id, out var style) ? style : WordStyle.Plain;

    private static WordStyle Made(Style style, Dictionary<string, Style> all)
    {
        var (level, numbering, isContents, at) = (0, default(NumberingProperties), false, style);
        for (var steps = 0; at is not null && steps < Longest; steps++)
        {
            var name = at.StyleName?.Val?.Value ?? "";
            isContents |= name.StartsWith("toc ", StringComparison.OrdinalIgnoreCase);
            if (level is 0)
                level = at.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } outline and < 9 ? outline + 1
                    : name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var named) ? named : 0;
            numbering ??= at.StyleParagraphProperties?.NumberingProperties;
            at = at.BasedOn?.Val?.Value is { } below ? all.GetValueOrDefault(below) : null;
        }
        return new WordStyle(isContents ? 0 : level, isContents, numbering);
    }
}

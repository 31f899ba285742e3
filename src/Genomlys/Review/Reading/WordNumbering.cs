using DocumentFormat.OpenXml.Wordprocessing;

namespace Genomlys.Review.Reading;

/// <summary>Counts a document's lists as Word does, so that a heading or an item has the number a reader sees.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;
    private readonly Dictionary<int, AbstractNum> lists = [];
    private readonly Dictionary<AbstractNum, int[]> counts = [];
    private readonly HashSet<int> begun = [];
    private readonly Dictionary<int, NumberingInstance> instances = [];

    public WordNumbering(Numbering? numbering)
    {
        var defined = new Dictionary<int, AbstractNum>();
        foreach (var list in numbering?.Elements<AbstractNum>() ?? [])
            if (list.AbstractNumberId?.Value is { } id)
                defined.TryAdd(id, list);
        foreach (var use in numbering?.Elements<NumberingInstance>() ?? [])
            if (use.NumberID?.Value is { } id && use.AbstractNumId?.Val?.Value is { } of && defined.TryGetValue(of, out var list))
            {
                lists.TryAdd(id, list);
                instances.TryAdd(id, use);
            }
    }

    /// <summary>The sign or number and the depth; none when the paragraph is in no list.</summary>
    public (string Mark, int Depth) Of(NumberingProperties? own, WordStyle style)
    {
        var id = own?.NumberingId?.Val?.Value ?? style.Numbering?.NumberingId?.Val?.Value ?? 0;
        var depth = Math.Clamp(own?.NumberingLevelReference?.Val?.Value ?? style.Numbering?.NumberingLevelReference?.Val?.Value ?? Math.Max(0, style.Level - 1), 0, Levels - 1);
        if (id is 0 || !lists.TryGetValue(id, out var list))
            return ("", 0);
        if (!counts.TryGetValue(list, out var count))
            counts[list] = count = new int[Levels];
        if (begun.Add(id))
            foreach (var over in instances[id].Elements<LevelOverride>())
                if (over.StartOverrideNumberingValue?.Val?.Value is { } start && over.LevelIndex?.Value is { } at and >= 0 and < Levels)
                    count[at] = start - 1;
        count[depth]++;
        Array.Clear(count, depth + 1, Levels - depth - 1);
        var level = list.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == depth);
        if (level?.NumberingFormat?.Val is { } format && (format.Value == NumberFormatValues.Bullet || format.Value == NumberFormatValues.None))
            return (format.Value == NumberFormatValues.None ? "" : "•", depth + 1);
        var mark = level?.LevelText?.Val?.Value ?? $"%{depth + 1}";
        for (var n = 0; n < Levels; n++)
            mark = mark.Replace($"%{n + 1}", $"{Math.Max(count[n], n <= depth ? 1 : 0)}", StringComparison.Ordinal);
        return (mark.Trim('.', ')', '(', ' '), depth + 1);
    }
}

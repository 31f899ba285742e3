using System.Globalization;
using System.Text;
using Genomlys.Documents;

namespace Genomlys.Review.Checks;

/// <summary>A draft's places as the checks see them: what stands under a heading within a place is a place of its own, with the key of the one it is in.</summary>
internal static class DraftText
{
    public static IReadOnlyList<CheckedPlace> Of(IReadOnlyList<DraftPlace> places) => [.. places.SelectMany(Of)];

    private static IEnumerable<CheckedPlace> Of(DraftPlace place)
    {
        var written = place.IsStanding ? 0 : MarkdownBlocks.Of(place.Markdown, _ => new Inline.Text("")).Count;
        var here = new CheckedPlace(place.Place.Key, place.Place.Number, place.Place.Heading, place.Place.Level, []);
        var passages = new List<Passage>();
        for (var at = 0; at < place.Blocks.Count; at++)
            if (place.Blocks[at] is Block.Heading heading)
            {
                yield return here with { Passages = passages };
                here = new CheckedPlace(place.Place.Key, heading.Number, heading.Text, Math.Max(heading.Level, place.Place.Level + 1), []) { IsOfTemplate = false };
                passages = [];
            }
            else
                passages.AddRange(Passages(place.Blocks[at], at < written, place.Blocks.Count is 1));
        yield return here with { Passages = passages };
    }

    private static IEnumerable<Passage> Passages(Block block, bool isWritten, bool isAlone) => block switch
    {
        Block.Paragraph paragraph => [Of(PassageKind.Paragraph, paragraph.Content, isWritten)],
        Block.List list => list.Items.Select(item => Of(PassageKind.Item, item, isWritten)),
        Block.Note note => [Of(isAlone && !isWritten ? PassageKind.Nothing : PassageKind.Note, note.Content, isWritten)],
        Block.Table table => [Of(table, isWritten)],
        Block.Chart chart => [Of(chart.Data, isWritten)],
        _ => [],
    };

    private static Passage Of(Block.Table table, bool isWritten) =>
        new(PassageKind.Table, Plain(string.Join('\n', table.Rows.Select(r => string.Join(' ', r.Select(c => c.Text))).Prepend(table.Caption))))
        {
            IsWritten = isWritten,
            Rows = [.. table.Rows.Select(r => (IReadOnlyList<string>)[.. r.Select(c => Plain(c.Text))])],
            EndsWithTotal = table.EndsWithTotal,
        };

    /// <summary>Notes at the foot are the registers' own words, and no part of the sentence.</summary>
    private static Passage Of(PassageKind kind, IReadOnlyList<Inline> content, bool isWritten)
    {
        var (text, bound) = (new StringBuilder(), new List<BoundNumber>());
        foreach (var inline in content)
            switch (inline)
            {
                case Inline.Figure figure:
                    bound.Add(new BoundNumber(text.Length, figure.Value.Length, figure.Key, Number(figure.Value)));
                    text.Append(figure.Value);
                    break;
                case Inline.Footnote:
                    break;
                default:
                    text.Append(inline switch { Inline.Text plain => plain.Value, Inline.Strong strong => strong.Value, Inline.Emphasis emphasis => emphasis.Value, Inline.Link link => link.Value, _ => "" });
                    break;
            }
        return new Passage(kind, Plain(text.ToString())) { IsWritten = isWritten, Bound = bound };
    }

    private static decimal? Number(string said) => decimal.TryParse(new string([.. said.Where(c => char.IsDigit(c) || c is ',' or '.')]).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}

using System.Text;

namespace Genomlys.Review.Reading;

internal enum BlockKind { Heading, Subheading, Paragraph, Item, Row }

/// <summary>A heading, a paragraph, an item of a list or a row of a table, whole again, that remembers the lines it was on.</summary>
internal sealed class TextBlock(BlockKind kind, CleanLine first, string text)
{
    private const int LastWords = 120;

    private readonly StringBuilder said = new(text);
    private readonly List<(int At, CleanLine Line)> starts = [(0, first)];
    private string? whole;

    public BlockKind Kind { get; set; } = kind;

    /// <summary>The printed number of a heading, the sign or number of an item.</summary>
    public string Mark { get; init; } = "";
    public int Level { get; init; }
    public IReadOnlyList<string> Cells { get; init; } = [];
    public string Text => whole ??= said.ToString().Trim();
    public CleanLine First => starts[0].Line;
    public CleanLine Last => starts[^1].Line;

    /// <summary>An item that is numbered rather than marked.</summary>
    public bool IsNumbered => Mark.Any(char.IsDigit);

    public void Add(CleanLine line, string text, Joining joining)
    {
        var (drop, between) = joining.Seam(said.ToString(Math.Max(0, said.Length - LastWords), Math.Min(said.Length, LastWords)), text);
        said.Length -= drop;
        said.Append(between);
        starts.Add((said.Length, line));
        said.Append(text);
        whole = null;
    }

    /// <summary>The line that a place in the text was on.</summary>
    public CleanLine LineAt(int place) => starts.FindLast(s => s.At <= place).Line ?? First;

    public Place Place(Section section, int from = 0, int? to = null)
    {
        var (start, end) = (LineAt(from), LineAt(to ?? int.MaxValue));
        return new Place(start.Source.Number, end.Source.Number, start.Source.Page, section.Number, section.Title);
    }
}

namespace Genomlys.Review.Reading;

/// <summary>What kind of file the text came from.</summary>
public enum SourceForm { Text, Word, Pdf }

/// <summary>What the file itself says a line is; a text file says nothing.</summary>
public enum LineKind { Plain, Heading, Item, Row, Contents, Note }

/// <summary>A line of a source, or a whole paragraph where the file keeps them whole. Page and number count from one, as a person does.</summary>
public sealed record SourceLine(int Number, int Page, string Text)
{
    public LineKind Kind { get; init; }

    /// <summary>How deep a heading or an item of a list stands; 1 is outermost.</summary>
    public int Level { get; init; }

    /// <summary>The number or sign that the file prints before a heading or item, made by its numbering.</summary>
    public string Mark { get; init; } = "";
    public bool IsBold { get; init; }
}

/// <summary>The text of a report as it was handed in, line by line, each with its place.</summary>
public sealed record SourceText(SourceForm Form, IReadOnlyList<SourceLine> Lines)
{
    /// <summary>More than a report ever is: what goes beyond is refused before it is read.</summary>
    public const int MostCharacters = 4_000_000;

    private const int LongestLine = 8_000;

    /// <summary>Lines by line feed, pages by form feed. A line without end is cut, so that no rule meets one.</summary>
    public static SourceText Of(string text, SourceForm form = SourceForm.Text)
    {
        var lines = new List<SourceLine>();
        var (page, number) = (1, 0);
        foreach (var raw in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'))
        {
            number++;
            var line = raw;
            while (line.IndexOf('\f', StringComparison.Ordinal) is >= 0 and var feed)
            {
                if (line[..feed].Trim() is not "")
                    Add(line[..feed]);
                page++;
                line = line[(feed + 1)..];
            }
            Add(line);
        }
        return new SourceText(form, lines);

        void Add(string line)
        {
            for (; line.Length > LongestLine; line = line[LongestLine..])
                lines.Add(new SourceLine(number, page, line[..LongestLine]));
            lines.Add(new SourceLine(number, page, line));
        }
    }
}

namespace Genomlys.Review.Reading;

/// <summary>A line that says something: neither page header nor contents nor footnote.</summary>
internal sealed record CleanLine(SourceLine Source, string Text)
{
    /// <summary>More space than usual before it.</summary>
    public bool IsApart { get; init; }

    /// <summary>Less space than usual before it: it belongs to the line above.</summary>
    public bool IsTight { get; init; }
    public bool TurnsPage { get; init; }

    /// <summary>The columns it was set in; one when it is running text.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];
}

/// <summary>A heading as the table of contents says it.</summary>
internal sealed record ContentsEntry(string Number, string Title);

/// <summary>A source without what layout put between its words. Width is what a full line holds, in characters; whole paragraphs stand on one line when it is not wrapped. Where letters differ in width, so do full lines.</summary>
internal sealed record CleanText(IReadOnlyList<CleanLine> Lines, IReadOnlyList<ContentsEntry> Contents, bool IsWrapped, int Width, bool IsProportional)
{
    public static readonly CleanText Empty = new([], [], false, 0, false);
}

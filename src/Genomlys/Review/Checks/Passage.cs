using System.Text.RegularExpressions;

namespace Genomlys.Review.Checks;

public enum PassageKind { Paragraph, Item, Table, Note, Nothing }

/// <summary>A paragraph, a point of a list, a table or a note, as plain text. Spaces that do not break are plain spaces here.</summary>
public sealed partial record Passage(PassageKind Kind, string Text)
{
    /// <summary>Someone has written it by hand; otherwise the registers or the template say it.</summary>
    public bool IsWritten { get; init; } = true;

    /// <summary>The numbers in it that come from a figure.</summary>
    public IReadOnlyList<BoundNumber> Bound { get; init; } = [];

    /// <summary>A table's rows, and whether the last of them is their total.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];
    public bool EndsWithTotal { get; init; }

    /// <summary>Where in the text each line of the source begins.</summary>
    public IReadOnlyList<(int Start, int Line)> Lines { get; init; } = [];

    public int? LineAt(int at) => Lines.LastOrDefault(l => l.Start <= at) is { Line: > 0 and var line } ? line : null;

    public bool IsBound(int at) => Bound.Any(b => at >= b.Start && at < b.Start + b.Length);

    public IReadOnlyList<Sentence> Sentences => field ??= [.. Parted()];

    private IEnumerable<Sentence> Parted()
    {
        var start = 0;
        foreach (Match end in Ends.Matches(Text))
        {
            yield return new Sentence(this, start, Text[start..end.Index]);
            start = end.Index + end.Length;
        }
        if (start < Text.Length)
            yield return new Sentence(this, start, Text[start..]);
    }

    [GeneratedRegex(@"(?<=[.!?][""”]?\d{0,2})\s+(?=[""”]?\p{Lu})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends { get; }
}

/// <summary>A number in a text that a figure gives.</summary>
public sealed record BoundNumber(int Start, int Length, string Key, decimal? Value);

/// <summary>A sentence and where it begins in its passage.</summary>
public readonly record struct Sentence(Passage Passage, int Start, string Text)
{
    public int? LineAt(int at) => Passage.LineAt(Start + at);
    public int? Line => LineAt(0);
}

namespace Genomlys.Documents;

/// <summary>The footnotes in the order they are met; the same text is the same note.</summary>
internal sealed class Notes
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> texts = [];

    public IReadOnlyList<string> Texts => texts;

    public (int Number, bool IsFirst) Refer(string text)
    {
        if (numbers.TryGetValue(text, out var known))
            return (known, false);
        texts.Add(text);
        numbers[text] = texts.Count;
        return (texts.Count, true);
    }

    /// <summary>The note an inline calls for, if any.</summary>
    public static string? Of(Inline inline) => inline switch
    {
        Inline.Footnote f => f.Value,
        Inline.Figure { Note: not "" } f => f.Note,
        _ => null,
    };
}

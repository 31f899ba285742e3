namespace Genomlys.Review.Sealing.Pdf;

/// <summary>A dictionary as it is written, its values left as they stand.</summary>
internal sealed class PdfDictionary
{
    private readonly List<KeyValuePair<string, string>> entries;

    private PdfDictionary(List<KeyValuePair<string, string>> entries) => this.entries = entries;

    /// <summary>Where what was read ends in its text.</summary>
    public int End { get; private init; }

    public string? this[string key] => entries.FirstOrDefault(e => e.Key == key).Value;

    public static PdfDictionary Read(string text, int at = 0)
    {
        at = PdfText.Past(text, at);
        if (string.CompareOrdinal(text, at, "<<", 0, 2) is not 0)
            throw PdfText.Unreadable();
        var read = new List<KeyValuePair<string, string>>();
        for (at = PdfText.Past(text, at + 2); string.CompareOrdinal(text, at, ">>", 0, 2) is not 0; at = PdfText.Past(text, at))
        {
            if (at >= text.Length || text[at] is not '/')
                throw PdfText.Unreadable();
            var key = text[at..(at = PdfText.EndOf(text, at))];
            at = PdfText.Past(text, at);
            read.Add(new(key, text[at..(at = PdfText.EndOf(text, at))]));
        }
        return new(read) { End = at + 2 };
    }

    /// <summary>The same with this said, in place of what was said before.</summary>
    public PdfDictionary With(string key, string? value) => value is null ? this : new([.. entries.Where(e => e.Key != key), new(key, value)]);

    public override string ToString() => $"<<\n{string.Concat(entries.Select(e => $"{e.Key} {e.Value}\n"))}>>";
}

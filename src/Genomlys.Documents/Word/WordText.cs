using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>Sentences: runs, links, footnotes and the figures that call for them.</summary>
internal sealed class WordText(WordMarks marks, Notes notes, Func<string, string> linkTo)
{
    public IEnumerable<XElement> Runs(IReadOnlyList<Inline> content) => content.SelectMany<Inline, XElement>(inline => [.. Said(inline), .. Called(inline)]);

    public IEnumerable<XElement> Linked(string text, string? href) => href switch
    {
        ['#', .. var anchor] when marks.Of(anchor) is { } mark => [El("hyperlink", At("anchor", mark), At("history", "1"), Run(text, "Hyperlink"))],
        not null when IsWeb(href) => [El("hyperlink", new XAttribute(R + "id", linkTo(href)), At("history", "1"), Run(text, "Hyperlink"))],
        _ => [Run(text)],
    };

    private IEnumerable<XElement> Said(Inline inline) => inline switch
    {
        Inline.Text t => [Run(t.Value)],
        Inline.Strong s => [Run(s.Value, "Strong")],
        Inline.Emphasis e => [Run(e.Value, "Emphasis")],
        Inline.Link l => Linked(l.Value, l.Href),
        Inline.Figure f => [Run(f.Value)],
        Inline.Footnote => [],
        _ => throw new NotSupportedException(inline.GetType().Name),
    };

    /// <summary>The first call carries the note; a later one refers to it, and follows when notes are added.</summary>
    private IEnumerable<XElement> Called(Inline inline)
    {
        if (Notes.Of(inline) is not { } note)
            return [];
        var (number, isFirst) = notes.Refer(note);
        return isFirst
            ? marks.Around($"_RefNote{number}", El("r", El("rPr", Val("rStyle", "FootnoteReference")), El("footnoteReference", At("id", number))))
            : Field($"NOTEREF _RefNote{number} \\f \\h", Run($"{number}", "FootnoteReference"));
    }

    /// <summary>Paper follows addresses of the open web; those of the program mean nothing there.</summary>
    private static bool IsWeb(string href) => Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto";
}

using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>The footnotes of the document, after the two lines that part them from the text.</summary>
internal static class WordNotes
{
    public static XDocument Of(Notes notes) => new(El("footnotes", new XAttribute(XNamespace.Xmlns + "w", W),
        Line(-1, "separator"), Line(0, "continuationSeparator"),
        notes.Texts.Index().Select(note => El("footnote", At("id", note.Index + 1),
            P("FootnoteText", El("r", El("rPr", Val("rStyle", "FootnoteReference")), El("footnoteRef")), Run(" " + note.Item))))));

    private static XElement Line(int id, string kind) => El("footnote", At("type", kind), At("id", id),
        El("p", El("pPr", El("spacing", At("after", 0), At("line", 240), At("lineRule", "auto"))), El("r", El(kind))));
}

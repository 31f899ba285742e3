using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>Bookmarks: one for each heading and each note, with numbers of their own.</summary>
internal sealed class WordMarks(IReadOnlyList<Block.Heading> headings)
{
    private readonly Dictionary<string, string> names = headings.Index().ToDictionary(h => h.Item.Anchor, h => $"_Toc{h.Index + 1:000000}");
    private int last;

    public string? Of(string anchor) => names.GetValueOrDefault(anchor);

    public IEnumerable<XElement> Around(string name, params IEnumerable<XElement> content)
    {
        var id = ++last;
        return [El("bookmarkStart", At("id", id), At("name", name)), .. content, El("bookmarkEnd", At("id", id))];
    }
}

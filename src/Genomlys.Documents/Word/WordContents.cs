using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>
/// A real contents field, filled in beforehand. Word is not told to update fields when it opens, because it would ask the reader first;
/// the pages are a good guess until somebody presses F9.
/// </summary>
internal static class WordContents
{
    public static XElement Draw(Block.Toc toc, Document document, WordMarks marks)
    {
        var pages = PageGuess.Of(document);
        var headings = document.Blocks.OfType<Block.Heading>().Where(h => h.Level <= Block.Toc.Depth).ToList();
        var entries = headings.Select(h => P($"TOC{h.Level}", El("hyperlink", At("anchor", marks.Of(h.Anchor)!), At("history", "1"),
            h.Number is "" ? null : (XElement[])[Run(h.Number), Tab()], Run(h.Text), Tab(), Field($"PAGEREF {marks.Of(h.Anchor)} \\h", Run($"{pages[h.Anchor]}"))))).ToList();
        if (entries is [var first, ..])
            first.Element(W + "pPr")!.AddAfterSelf(Begin($"TOC \\o \"1-{Block.Toc.Depth}\" \\h \\z \\u"));
        else
            entries.Add(P("TOC1", Begin("TOC")));
        entries[^1].Add(End());
        return El("sdt",
            El("sdtPr", El("docPartObj", Val("docPartGallery", "Table of Contents"), El("docPartUnique"))),
            El("sdtContent", P("TOCHeading", Run(toc.Title)), entries));
    }
}

using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Documents.Web;
using Genomlys.Documents.Word;

namespace Genomlys.Review.Paper;

/// <summary>The authority's paper as documents are written on it; without it they have the program's own look.</summary>
public sealed record Stationery(WordTemplate? Styles, Logo? Logo)
{
    public static readonly Stationery None = new(null, null);

    public Document On(Document document) => Logo is null ? document : document with { Cover = document.Cover with { Logo = Logo } };

    /// <summary>One for each form a document can take, by what its files end with.</summary>
    public IReadOnlyDictionary<string, IDocumentWriter> Writers(TypstWorker typst) =>
        new IDocumentWriter[] { new WordWriter(new() { Template = Styles }), new PdfWriter(typst), new WebWriter(), new PlainText() }.ToDictionary(w => w.Extension);
}

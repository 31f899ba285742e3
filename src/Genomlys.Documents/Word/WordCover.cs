using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>The first page: whose, what, and the facts of the document.</summary>
internal static class WordCover
{
    private const int FactHeight = 370, AfterLogo = 300, AfterOrganisation = 3400;
    private const double Millimetre = 56.7;

    public static IEnumerable<XElement> Draw(Cover cover, Words words)
    {
        var organisation = P("CoverOrganisation", Run(cover.Organisation));
        if (cover.Logo is { } logo)
        {
            var picture = P("Normal", WordPicture.Run(logo));
            picture.Element(W + "pPr")!.Add(El("spacing", At("before", 0), At("after", AfterLogo)));
            yield return picture;
            organisation.Element(W + "pPr")!.Add(El("spacing", At("before", 0), At("after", AfterOrganisation - AfterLogo - (int)(logo.Height * Millimetre))));
        }
        yield return organisation;
        yield return P("CoverRule");
        yield return P("Title", Run(cover.Title));
        var subtitle = P("Subtitle", Run(cover.Subtitle));
        subtitle.Element(W + "pPr")!.Add(El("spacing", At("before", 0), At("after", Math.Max(600, 6700 - cover.Facts.Count * FactHeight + (cover.Title.Length > 22 ? 0 : 700)))));
        yield return subtitle;
        foreach (var fact in cover.Facts)
            yield return P("CoverFact", El("r", El("rPr", Val("color", "566070")), Text(fact.Label)), Tab(), Run(fact.Value));
    }
}

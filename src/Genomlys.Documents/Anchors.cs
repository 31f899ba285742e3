using System.Globalization;
using System.Text;

namespace Genomlys.Documents;

/// <summary>Addresses of headings inside a document. Printed numbers may repeat; an anchor may not.</summary>
internal static class Anchors
{
    public static string Free(Block.Heading heading, HashSet<string> taken)
    {
        var wish = Slug(heading.Anchor is "" ? heading.Number is "" ? heading.Text : "s-" + heading.Number : heading.Anchor);
        var anchor = wish;
        for (var n = 2; !taken.Add(anchor); n++)
            anchor = $"{wish}-{n}";
        return anchor;
    }

    /// <summary>Small a–z, digits and hyphens: good in an address, as a Word bookmark and as a PDF label.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            slug.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var joined = string.Join('-', slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return joined is "" ? "s" : char.IsAsciiDigit(joined[0]) ? "s-" + joined : joined;
    }
}

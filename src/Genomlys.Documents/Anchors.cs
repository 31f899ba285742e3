using System.Globalization;
using System.Text;

namespace Genomlys.Documents;

/// <summary>Addresses of headings inside a document. Printed numbers may repeat; an anchor may not.</summary>
internal static class Anchors
{
    /// <summary>The anchor as given or made, with a number after it where it is taken.</summary>
    public static string Free(Block.Heading heading, HashSet<string> taken)
    {
        var wish = heading.Anchor is "" ? Slug(heading.Number is "" ? heading.Text : "s-" + heading.Number) : string.Join('-', heading.Anchor.Split(' '));
        var anchor = wish;
        for (var n = 2; !taken.Add(anchor); n++)
            anchor = $"{wish}-{n}";
        return anchor;
    }

    /// <summary>Small a–z, digits and hyphens: good in an address.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            slug.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var joined = string.Join('-', slug.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
        return joined is "" ? "s" : char.IsAsciiDigit(joined[0]) ? "s-" + joined : joined;
    }
}

using System.Text;
using System.Xml;

namespace Genomlys.Documents;

/// <summary>Text without what no document can hold: control characters and halves of characters, as they come along when text is pasted (XML 1.0, 2.2).</summary>
internal static class Printable
{
    // What Word puts where a line was broken or a page ended.
    private const char LineOfWord = '\v', PageOfWord = '\f';

    public static string Of(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c)))
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is LineOfWord or PageOfWord)
                kept.Append(' ');
            else if (rune != Rune.ReplacementChar && (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)))
                kept.Append(rune);
        return kept.ToString();
    }
}

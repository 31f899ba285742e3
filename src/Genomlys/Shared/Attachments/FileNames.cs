using System.Globalization;
using System.Text;

namespace Genomlys.Shared.Attachments;

/// <summary>What a sent file may be called: no way to another folder, no letters that are not seen, no one's identity number, and no programme that poses as something else.</summary>
internal static class FileNames
{
    public const int Most = 200;

    private static readonly char[] Ways = ['/', '\\', ':'];

    /// <summary>As it is shown: the last part of a path, in composed form, without what cannot be seen, and no longer than there is room for. Its extension stays. Empty when nothing is left.</summary>
    public static string Tidy(string said)
    {
        var last = said[(said.LastIndexOfAny(Ways) + 1)..];
        var seen = string.Concat(last.EnumerateRunes().Where(IsSeen)).Normalize().Trim().TrimEnd('.', ' ');
        var extension = Path.GetExtension(seen);
        if (Path.GetFileNameWithoutExtension(seen).Trim('.', ' ') is "")
            return "";
        return seen.Length <= Most ? seen : Cut(seen, Math.Max(0, Most - extension.Length)) + extension;
    }

    /// <summary>Lower case, without the dot; empty when there is none.</summary>
    public static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();

    /// <summary>The extensions before the last one: <c>faktura.exe.pdf</c> has one.</summary>
    public static IEnumerable<string> Within(string name) => name.Split('.')[1..] is [.. var within, _] ? within.Select(part => part.Trim().ToLowerInvariant()) : [];

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) && rune.Value is not 0xFFFD;

    /// <summary>Never within a pair of surrogates.</summary>
    private static string Cut(string text, int most) => text[..(most > 0 && most < text.Length && char.IsHighSurrogate(text[most - 1]) ? most - 1 : Math.Min(most, text.Length))];
}

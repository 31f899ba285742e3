using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Genomlys.Shared;

namespace Genomlys.DataSubjects;

/// <summary>Names as they are the same to a reader: no case, no accents, no double spaces, and the parts whichever comes first.</summary>
internal static partial class Spelling
{
    public static IReadOnlyList<Match> PartsOf(string text) => [.. Part().Matches(text).OfType<Match>()];

    public static string Plain(string text) => string.Concat(Words.Fold(text).Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark));

    public static string[] PlainParts(string name) => [.. PartsOf(name).Select(p => Plain(p.Value))];

    /// <summary>The same parts in the same order, wherever one begins: <c>Anna Berg</c> and <c>Berg, Anna</c>.</summary>
    public static IEnumerable<string[]> Orders(string[] parts) => Enumerable.Range(0, parts.Length).Select(n => (string[])[.. parts[n..], .. parts[..n]]);

    public static bool IsSame(string one, string other) => PlainParts(one) is var parts && PlainParts(other) is var others && Orders(parts).Any(order => order.SequenceEqual(others));

    /// <summary>Whether a text where a person or a role may stand looks like a person: two to four words, each with a capital.</summary>
    public static bool LooksLikeAName(string text) => text.All(c => char.IsLetter(c) || char.IsWhiteSpace(c) || c is '-' or '.' or ',')
        && text.Split((char[]?)[' ', ','], StringSplitOptions.RemoveEmptyEntries) is { Length: >= 2 and <= 4 } words && words.All(w => char.IsUpper(w[0]));

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}

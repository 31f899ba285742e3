using System.Globalization;
using System.Text.RegularExpressions;

namespace Genomlys.Review.Reading;

/// <summary>A word of a sentence, or a number whose parts stood apart: 2 428. Bare is without the signs around it, in small letters.</summary>
internal sealed record Token(int At, string Raw, string Bare, decimal? Number, bool IsWord)
{
    public bool EndsClause => Raw is [.., ',' or ';' or '.' or ')' or ':' or '!' or '?'];
}

/// <summary>A sentence in words and numbers.</summary>
internal static partial class Tokens
{
    public static List<Token> Of(string sentence, ReadingWords words)
    {
        var tokens = new List<Token>();
        foreach (Match said in Word().Matches(sentence))
        {
            var (at, raw) = (said.Index, said.Value);
            var bare = raw.Trim(',', '.', ';', ':', '(', ')', '”', '"', '!', '?').ToLowerInvariant();
            if (tokens is [.., { Number: not null, IsWord: false } before] && Thousand().IsMatch(bare) && Start().IsMatch(before.Raw))
                tokens[^1] = before with { Raw = $"{before.Raw} {raw}", Bare = $"{before.Bare} {bare}", Number = Value(before.Bare.Replace(" ", "", StringComparison.Ordinal) + bare) };
            else
                tokens.Add(new Token(at, raw, bare, Value(bare.TrimEnd('%')) ?? (words.NumberWords.TryGetValue(bare, out var number) ? number : null), !bare.Any(char.IsDigit)));
        }
        return tokens;
    }

    private static decimal? Value(string text) => text.Length < 16 && Plain().IsMatch(text) ? decimal.Parse(text.Replace(',', '.'), CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"\S+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d{3}%?(?:,\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex Thousand();

    [GeneratedRegex(@"^\d{1,3}(?: \d{3})*$", RegexOptions.None, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"^\d+(?:,\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}

using System.Text.RegularExpressions;
using Genomlys.Documents;

namespace Genomlys.Shared.Reports;

/// <summary>Words of a register as they stand in running text.</summary>
public static partial class Sentences
{
    extension(string text)
    {
        /// <summary>Ends with a full stop, once.</summary>
        public string AsSentence => text.TrimEnd() is { Length: > 0 } said ? said[^1] is '.' or '!' or '?' or ':' ? said : said + "." : "";
    }

    extension(Words words)
    {
        /// <summary>A text with numbers in it, each of which opens its records.</summary>
        public IReadOnlyList<Inline> Sentence(string key, params IReadOnlyList<Inline> values) =>
        [
            .. from piece in Holes.Split(words[key])
               where piece is not ""
               select piece is ['{', var n, '}'] ? values[n - '0'] : piece,
        ];
    }

    [GeneratedRegex(@"(?=\{[0-9]\})|(?<=\{[0-9]\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Holes { get; }
}

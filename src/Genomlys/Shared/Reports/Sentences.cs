using System.Globalization;
using System.Text.RegularExpressions;
using Genomlys.Documents;

namespace Genomlys.Shared.Reports;

/// <summary>Words as they stand in running text.</summary>
public static partial class Sentences
{
    extension(Words words)
    {
        /// <summary>A text with places, <c>Av {0} är {1} certifierade.</c>, filled with numbers that stay figures.</summary>
        public IReadOnlyList<Inline> Sentence(string key, params IReadOnlyList<Inline> values) =>
        [
            .. from piece in Places.Split(words[key])
               where piece is not ""
               select piece is ['{', var n, '}'] ? values[n - '0'] : piece,
        ];

        public Block.Paragraph Paragraph(string key, params IReadOnlyList<Inline> values) => new(words.Sentence(key, values));
    }

    extension(string text)
    {
        /// <summary>Ends with a full stop, once.</summary>
        public string AsSentence => text.TrimEnd() is { Length: > 0 } said ? said[^1] is '.' or '!' or '?' or ':' ? said : said + "." : "";
    }

    /// <summary>As in running text: 15 november 2025.</summary>
    public static string Prose(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    [GeneratedRegex(@"(?=\{[0-9]\})|(?<=\{[0-9]\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Places { get; }
}

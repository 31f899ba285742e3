using System.Text.RegularExpressions;

namespace Genomlys.Review.Sealing.Pdf;

/// <summary>The signs of a PDF (ISO 32000-1, 7.2–7.3) as far as sealing needs them: where a value ends, and what a dictionary says.</summary>
internal static partial class PdfText
{
    private const string White = "\0\t\n\f\r ", Delimiters = "()<>[]{}/%";

    /// <summary>Past white space and comments.</summary>
    public static int Past(string text, int at)
    {
        while (at < text.Length && (White.Contains(text[at]) || text[at] is '%'))
            at = text[at] is '%' ? EndOfLine(text, at) : at + 1;
        return at;
    }

    /// <summary>Where the value that begins here ends; a reference is one value.</summary>
    public static int EndOf(string text, int at)
    {
        if (at >= text.Length)
            throw Unreadable();
        if (text[at] is '(')
            return EndOfString(text, at);
        if (text[at] is '[' || string.CompareOrdinal(text, at, "<<", 0, 2) is 0)
            return EndOfGroup(text, at);
        if (text[at] is '<')
            return text.IndexOf('>', at) is var end and >= 0 ? end + 1 : throw Unreadable();
        if (Reference().Match(text, at) is { Success: true } reference)
            return at + reference.Length;
        var to = at + 1;
        while (to < text.Length && !White.Contains(text[to]) && !Delimiters.Contains(text[to]))
            to++;
        return to;
    }

    /// <summary>The number of the object that is referred to; nothing when it is no reference.</summary>
    public static int? Referred(string? value) => value is not null && Reference().Match(value) is { Success: true } found && found.Length == value.Length ? Number(found.Groups["number"].Value) : null;

    public static IReadOnlyList<string> Items(string array)
    {
        var items = new List<string>();
        for (var at = Past(array, 1); at < array.Length && array[at] is not ']'; at = Past(array, at))
        {
            var end = EndOf(array, at);
            items.Add(array[at..end]);
            at = end;
        }
        return items;
    }

    public static int Number(string? digits) => int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable();

    public static InvalidDataException Unreadable() => new("The PDF cannot be read so that it could be sealed.");

    private static int EndOfLine(string text, int at) => text.IndexOfAny(['\r', '\n'], at) is var end and >= 0 ? end : text.Length;

    private static int EndOfGroup(string text, int at)
    {
        var depth = 0;
        while (at < text.Length)
        {
            var isDouble = at + 1 < text.Length && text[at] == text[at + 1] && text[at] is '<' or '>';
            if (text[at] is '[' || (text[at] is '<' && isDouble))
                depth++;
            else if (text[at] is ']' || (text[at] is '>' && isDouble))
                depth--;
            else if (text[at] is '(' or '<')
            {
                at = EndOf(text, at);
                continue;
            }
            else if (text[at] is '%')
            {
                at = EndOfLine(text, at);
                continue;
            }
            at += text[at] is '<' or '>' ? 2 : 1;
            if (depth is 0)
                return at;
        }
        throw Unreadable();
    }

    private static int EndOfString(string text, int at)
    {
        for (var depth = 0; at < text.Length; at++)
            switch (text[at])
            {
                case '\\': at++; break;
                case '(': depth++; break;
                case ')' when --depth is 0: return at + 1;
            }
        throw Unreadable();
    }

    [GeneratedRegex(@"\G(?<number>\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![A-Za-z0-9])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();
}

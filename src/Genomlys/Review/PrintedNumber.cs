using System.Text.RegularExpressions;

namespace Genomlys.Review;

/// <summary>The printed number of a heading, 1.2.5.2, and what it says of where the heading stands.</summary>
internal static partial class PrintedNumber
{
    /// <summary>The number without its last full stop, and the rest; no number when there is none.</summary>
    public static (string Number, string Title) Split(string text) =>
        Numbered().Match(text) is { Success: true } said ? (said.Groups["number"].Value, said.Groups["title"].Value.Trim()) : ("", text.Trim());

    public static int Depth(string number) => number.Count(c => c is '.') + 1;

    /// <summary>Whether a number comes after another in the order of a document.</summary>
    public static bool IsAfter(string number, string before)
    {
        int[] one = Parts(number), other = Parts(before);
        for (var n = 0; n < Math.Min(one.Length, other.Length); n++)
            if (one[n] != other[n])
                return one[n] > other[n];
        return one.Length > other.Length;
    }

    public static int[] Parts(string number) => [.. number.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(p => int.TryParse(p, out var n) ? n : 0)];

    [GeneratedRegex(@"^(?<number>\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+(?<title>\S.*)$", RegexOptions.None, 1000)]
    private static partial Regex Numbered();
}

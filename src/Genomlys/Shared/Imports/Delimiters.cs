namespace Genomlys.Shared.Imports;

/// <summary>What parts the columns of a text file: the sign that occurs equally often in its first lines, outside quotes.</summary>
internal static class Delimiters
{
    private const int Lines = 20, Characters = 1 << 16;
    /// <summary>Where two part the lines alike, the first: a tab is seldom meant as text.</summary>
    private static readonly char[] Known = ['\t', ';', ','];

    /// <summary>Also how many characters to pass over: a first line that says <c>sep=;</c> as Excel writes it.</summary>
    public static (char Delimiter, int Passed) Of(TextReader text)
    {
        var buffer = new char[Characters];
        var length = text.ReadBlock(buffer);
        var start = buffer.AsSpan(0, length);
        if (start is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var said, '\r' or '\n', ..])
            return (said, start[5] is '\r' && start.Length > 6 && start[6] is '\n' ? 7 : 6);

        var best = (Delimiter: ';', Agreeing: 0, Columns: 1);
        foreach (var delimiter in Known)
        {
            var counts = Columns(start, delimiter, isWhole: length < Characters);
            if (counts is not [> 1 and var head, ..])
                continue;
            var agreeing = counts.Count(c => c == head);
            if ((agreeing, head).CompareTo((best.Agreeing, best.Columns)) > 0)
                best = (delimiter, agreeing, head);
        }
        return (best.Delimiter, 0);
    }

    private static List<int> Columns(ReadOnlySpan<char> text, char delimiter, bool isWhole)
    {
        var counts = new List<int>();
        var (columns, isQuoted, isBlank) = (1, false, true);
        for (var n = 0; n < text.Length && counts.Count < Lines; n++)
            if (text[n] is '"')
                (isQuoted, isBlank) = (!isQuoted, false);
            else if (isQuoted)
                continue;
            else if (text[n] is '\n' or '\r')
            {
                if (!isBlank)
                    counts.Add(columns);
                (columns, isBlank) = (1, true);
            }
            else
            {
                columns += text[n] == delimiter ? 1 : 0;
                isBlank = false;
            }
        if (!isBlank && isWhole && counts.Count < Lines)
            counts.Add(columns);
        return counts;
    }
}

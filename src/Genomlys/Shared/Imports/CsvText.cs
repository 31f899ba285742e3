using Genomlys.Shared.Exports;

namespace Genomlys.Shared.Imports;

/// <summary>The rows of a text file, read as they come: quotes, doubled quotes and line breaks within quotes as spreadsheets write them.</summary>
internal sealed class CsvText(TextReader text, char delimiter, ImportLimits limits, string file)
{
    private readonly char[] buffer = new char[1 << 14];
    private readonly List<object?> cells = [];
    private char[] cell = new char[Math.Min(256, limits.CellCharacters)];
    private int at, filled, length, line = 1;

    public IEnumerable<SheetRow> Rows()
    {
        while (Peek() >= 0)
        {
            var start = line;
            ReadRow();
            if (cells.Exists(c => c is not null))
                yield return new SheetRow(start, cells.ToArray());
        }
    }

    private void ReadRow()
    {
        cells.Clear();
        while (true)
        {
            if (Peek() is '"')
                ReadQuoted();
            for (int c; (c = Peek()) >= 0 && c != delimiter && c is not ('\r' or '\n'); at++)
                Keep((char)c);
            Close();
            var end = Peek();
            if (end < 0)
                return;
            at++;
            if (end == delimiter)
                continue;
            if (end is '\r' && Peek() is '\n')
                at++;
            line++;
            return;
        }
    }

    private void ReadQuoted()
    {
        var opened = line;
        for (at++; Peek() is var c; at++)
        {
            if (c < 0)
                throw Unreadable("UnclosedQuote", opened);
            if (c is '"')
            {
                at++;
                if (Peek() is not '"')
                    return;
            }
            if (c is '\n')
                line++;
            else if (c is '\r')
            {
                Keep('\r');
                at++;
                if (Peek() is not '\n')
                    line++;
                at--;
                continue;
            }
            Keep((char)c);
        }
    }

    private int Peek()
    {
        if (at < filled)
            return buffer[at];
        (at, filled) = (0, text.Read(buffer));
        return filled is 0 ? -1 : buffer[0];
    }

    private void Keep(char c)
    {
        if (length == cell.Length)
        {
            if (length >= limits.CellCharacters)
                throw Unreadable("LongCell", line, limits.CellCharacters);
            Array.Resize(ref cell, Math.Min(length * 2, limits.CellCharacters));
        }
        cell[length++] = c;
    }

    private void Close()
    {
        if (cells.Count >= limits.Columns)
            throw Unreadable("ManyColumns", line, limits.Columns);
        var stated = cell.AsSpan(0, length).Trim();
        cells.Add(stated.IsEmpty ? null : FormulaGuard.Remove(stated.ToString()));
        length = 0;
    }

    private UnreadableException Unreadable(string key, int atLine, params ReadOnlySpan<object?> values) => new(Problem.Of(key, file, values) with { Line = atLine });
}

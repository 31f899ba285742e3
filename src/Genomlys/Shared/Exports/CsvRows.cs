using System.Buffers;
using System.Globalization;
using System.Text;

namespace Genomlys.Shared.Exports;

/// <summary>The CSV a Swedish Excel opens by double click: semicolons, byte order mark, no formula from a text.</summary>
public sealed class CsvRows(Stream target) : IRowWriter
{
    /// <summary>Quoted whatever sign the reader takes for the delimiter.</summary>
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\";,\t\r\n");

    private readonly StreamWriter text = new(target, new UTF8Encoding(true), bufferSize: 1 << 16, leaveOpen: true);

    public void Write(IReadOnlyList<object> cells)
    {
        for (var n = 0; n < cells.Count; n++)
        {
            if (n > 0)
                text.Write(';');
            Write(cells[n] switch
            {
                DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.CurrentCulture).Replace('\u2212', '-'),
                var said => FormulaGuard.Add(said.ToString()!),
            });
        }
        text.Write("\r\n");
    }

    private void Write(string cell)
    {
        if (cell.AsSpan().IndexOfAny(Quoted) < 0 && cell.AsSpan().Trim().Length == cell.Length)
            text.Write(cell);
        else
        {
            text.Write('"');
            text.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
        }
    }

    public void Dispose() => text.Dispose();
}

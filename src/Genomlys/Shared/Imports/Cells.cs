using System.Globalization;

namespace Genomlys.Shared.Imports;

/// <summary>A row as an importer sees it: its cells by header, in any case and spacing.</summary>
public sealed class Cells
{
    private readonly Dictionary<string, int> at;
    private IReadOnlyList<object?> cells = [];

    internal Cells(IReadOnlyList<string> headers, string file, DateOnly asOf)
    {
        at = headers.Index().DistinctBy(h => Words.Fold(h.Item)).ToDictionary(h => Words.Fold(h.Item), h => h.Index);
        foreach (var (n, header) in headers.Index())
            at.TryAdd(header, n);
        (File, AsOf) = (file, asOf);
    }

    public string File { get; }

    /// <summary>The day the file tells about.</summary>
    public DateOnly AsOf { get; }
    public int Line { get; private set; }

    /// <summary>The cell as text; empty when it is not stated or there is no such column.</summary>
    public string this[string header] => Value(header) switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim(),
    };

    /// <summary>The cell as the file has it: a workbook's numbers and dates stay such.</summary>
    public object? Value(string header) =>
        at.TryGetValue(header, out var n) || at.TryGetValue(Words.Fold(header), out n) ? cells.ElementAtOrDefault(n) : null;

    internal Cells Of(SheetRow row)
    {
        (cells, Line) = (row.Cells, row.Line);
        return this;
    }
}

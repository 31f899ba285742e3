using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Genomlys.Shared.Imports;

/// <summary>The rows of one sheet of a workbook, read as they come.</summary>
internal static class Workbook
{
    private static readonly HashSet<string> Errors = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"];

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The named sheet, or the first one that is not hidden.</summary>
    public static (string Name, IReadOnlyList<string> Names) Choose(ImportFile file, string wanted, ImportLimits limits) => Guarded(file.Name, () =>
    {
        using var reader = Open(file);
        if (reader.ResultsCount > limits.Sheets)
            throw new UnreadableException(Problem.Of("ManySheets", file.Name, limits.Sheets));
        var names = new List<(string Name, bool IsVisible)>();
        do
            names.Add((reader.Name, reader.VisibleState is "visible"));
        while (reader.NextResult());
        var chosen = wanted is ""
            ? names.Find(n => n.IsVisible).Name ?? names[0].Name
            : names.Find(n => Words.Fold(n.Name) == Words.Fold(wanted)).Name ?? throw new UnreadableException(Problem.Of("NoSheet", file.Name, wanted, string.Join(", ", names.Select(n => n.Name))));
        return (chosen, (IReadOnlyList<string>)[.. names.Select(n => n.Name)]);
    });

    public static IEnumerable<SheetRow> Rows(ImportFile file, string sheet, ImportLimits limits)
    {
        using var reader = Guarded(file.Name, () =>
        {
            var opened = Open(file);
            while (opened.Name != sheet && opened.NextResult()) { }
            return opened;
        });
        if (reader.FieldCount > limits.Columns)
            throw new UnreadableException(Problem.Of("ManyColumns", file.Name, limits.Columns));
        for (var line = 1; Guarded(file.Name, reader.Read); line++)
            if (Guarded(file.Name, () => Row(reader, line, file.Name, limits)) is { } row)
                yield return row;
    }

    private static SheetRow? Row(IExcelDataReader reader, int line, string file, ImportLimits limits)
    {
        var cells = new object?[reader.FieldCount];
        var (isStated, problem) = (false, (Problem?)null);
        for (var n = 0; n < cells.Length; n++)
        {
            cells[n] = Cell(reader.GetValue(n));
            isStated |= cells[n] is not null;
            if (cells[n] is string text && text.Length > limits.CellCharacters)
                throw new UnreadableException(Problem.Of("LongCell", file, limits.CellCharacters) with { Line = line, Column = ColumnName(n) });
            if (cells[n] is string error && Errors.Contains(error))
                problem = Problem.Of("CellError", file, error) with { Line = line, Column = ColumnName(n) };
        }
        return isStated ? new SheetRow(line, cells) { Problem = problem } : null;
    }

    /// <summary>As the spreadsheet shows it: A, B, …, AA.</summary>
    private static string ColumnName(int n) => n < 26 ? $"{(char)('A' + n)}" : ColumnName((n / 26) - 1) + (char)('A' + (n % 26));

    private static object? Cell(object? value) => value is string text ? text.Trim() is { Length: > 0 } stated ? stated : null : value;

    private static IExcelDataReader Open(ImportFile file) => ExcelReaderFactory.CreateOpenXmlReader(file.Open(), new ExcelReaderConfiguration { LeaveOpen = false });

    /// <summary>Whatever a broken workbook does to its reader, the person is told that the workbook is broken.</summary>
    private static R Guarded<R>(string file, Func<R> act)
    {
        try
        {
            return act();
        }
        catch (Exception broken) when (broken is ExcelReaderException or XmlException or InvalidDataException or FormatException or OverflowException
            or ArgumentException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or EndOfStreamException)
        {
            throw new UnreadableException(Problem.Of("Corrupt", file));
        }
    }
}

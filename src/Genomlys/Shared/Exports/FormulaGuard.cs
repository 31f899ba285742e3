namespace Genomlys.Shared.Exports;

/// <summary>A text that a spreadsheet would take for a formula gets an apostrophe before it in a text file, and loses it again when the file is read.</summary>
public static class FormulaGuard
{
    private const char Mark = '\'';

    public static string Add(string text) => IsFormula(text) ? Mark + text : text;

    public static string Remove(string text) => text is [Mark, .. var rest] && IsFormula(rest) ? rest : text;

    /// <summary>Marks before it count too: otherwise a text that begins with one could not be told from a guarded text.</summary>
    private static bool IsFormula(string text) => text.AsSpan().TrimStart(Mark) switch
    {
        ['\t' or '\r' or '\n' or '\0', ..] => true,
        var bare => bare.TrimStart() is ['=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..],
    };
}

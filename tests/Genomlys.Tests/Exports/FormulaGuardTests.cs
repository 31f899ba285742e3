using Genomlys.Shared.Exports;
using Genomlys.Shared.Imports;

namespace Genomlys.Tests.Exports;

public sealed class FormulaGuardTests
{
    public static TheoryData<string> Formulas() =>
    [
        "=1+1", "+46 8 123", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "  =1", "\t=1", "\uFF1D1+1", "\uFF0B1", "\uFF0D1", "\uFF20x", "'=1", "''=1", "=a;b\"c\"\nd",
    ];

    [Theory, MemberData(nameof(Formulas))]
    public void A_text_like_a_formula_is_harmless_in_a_text_file_and_comes_back_as_it_was(string text)
    {
        var guarded = FormulaGuard.Add(text);
        Assert.StartsWith("'", guarded);
        Assert.Equal(text, FormulaGuard.Remove(guarded));

        var content = new MemoryStream();
        using (var rows = new CsvRows(content))
        {
            rows.Write(["Text", "Mer"]);
            rows.Write([text, "x"]);
        }
        Assert.Equal([text, "x"], Assert.Single(Sheet.Read(content.ToArray()).Rows).Cells);
    }

    [Theory, InlineData("a=1"), InlineData("'citat'"), InlineData("''"), InlineData("5-6"), InlineData("0701"), InlineData("1-2")]
    public void Other_texts_are_left_alone(string text)
    {
        Assert.Equal(text, FormulaGuard.Add(text));
        Assert.Equal(text, FormulaGuard.Remove(text));
    }

    [Theory, MemberData(nameof(Formulas))]
    public void A_workbook_holds_it_as_text(string text)
    {
        var content = new MemoryStream();
        using (var rows = new XlsxRows(content, "Blad"))
        {
            rows.Write(["Text", "Mer"]);
            rows.Write([text, "x"]);
        }
        Assert.Equal([text.Trim(), "x"], Assert.Single(Sheet.Read(content.ToArray()).Rows).Cells);
    }
}

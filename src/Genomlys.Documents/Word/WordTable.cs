using System.Xml.Linq;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>A table whose header row repeats and whose rows are not divided.</summary>
internal sealed class WordTable(WordText text, Words words)
{
    public IEnumerable<XElement> Draw(Block.Table table)
    {
        var widths = Layout.Columns(table);
        yield return El("tbl",
            El("tblPr", Val("tblStyle", "ReportTable"), El("tblW", At("w", widths.Sum()), At("type", "dxa")), El("tblLayout", At("type", "fixed")),
                El("tblLook", At("val", table.EndsWithTotal ? "0060" : "0020"), At("firstRow", 1), At("lastRow", table.EndsWithTotal ? 1 : 0), At("firstColumn", 0), At("lastColumn", 0), At("noHBand", 1), At("noVBand", 1)),
                Val("tblCaption", table.Caption)),
            El("tblGrid", widths.Select(w => El("gridCol", At("w", w)))),
            Row(table, widths, [.. table.Header.Select(h => new Cell(h))], isHeader: true, isKept: true),
            table.Rows.Index().Select(row => Row(table, widths, row.Item, isHeader: false, IsKept(table, row.Index))));
        yield return table.Source is "" ? El("p", El("pPr", El("spacing", At("before", 0), At("after", 200), At("line", 120), At("lineRule", "exact")))) : P("Source", Run($"{words["Source"]}: {table.Source}"));
    }

    private XElement Row(Block.Table table, IReadOnlyList<int> widths, IReadOnlyList<Cell> cells, bool isHeader, bool isKept) => El("tr",
        El("trPr", El("cantSplit"), isHeader ? El("tblHeader") : null),
        cells.Index().Select(cell =>
        {
            var paragraph = P(table.NumberColumns.Contains(cell.Index) ? "TableNumber" : "TableText", text.Linked(cell.Item.Text, cell.Item.Href));
            return El("tc", El("tcPr", El("tcW", At("w", widths[cell.Index]), At("type", "dxa"))), isKept ? paragraph.Keep() : paragraph);
        }));

    /// <summary>A small table stays whole and with its source; in a long one neither first row nor last stands alone.</summary>
    private static bool IsKept(Block.Table table, int row) =>
        row == table.Rows.Count - 1 ? table.Source is not "" : Layout.IsWhole(table) || row == 0 || row == table.Rows.Count - 2;
}

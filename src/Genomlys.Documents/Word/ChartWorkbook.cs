using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Genomlys.Documents.Word;

/// <summary>The numbers behind a chart, as the workbook that opens when somebody chooses Edit data.</summary>
internal static class ChartWorkbook
{
    public const string Sheet = "Data";

    private static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static byte[] Of(Block.Chart chart)
    {
        using var file = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            workbook.AddNewPart<WorksheetPart>("rSheet").Feed(new(new XElement(S + "worksheet", new XElement(S + "sheetData", Rows(chart)))));
            workbook.Feed(new(new XElement(S + "workbook", new XAttribute(XNamespace.Xmlns + "r", Wml.R),
                new XElement(S + "sheets", new XElement(S + "sheet", new XAttribute("name", Sheet), new XAttribute("sheetId", 1), new XAttribute(Wml.R + "id", "rSheet"))))));
            package.NameParts();
        }
        return FixedZip.Of(file.ToArray());
    }

    private static IEnumerable<XElement> Rows(Block.Chart chart) =>
    [
        Row(1, [Text("A1", chart.Data.Header[0]), .. chart.Series.Index().Select(s => Text($"{(char)('B' + s.Index)}1", s.Item.Name))]),
        .. chart.Parts.Index().Select(p => Row(p.Index + 2, [Text($"A{p.Index + 2}", p.Item.Label), .. chart.Series.Index().Select(s => Number($"{(char)('B' + s.Index)}{p.Index + 2}", s.Item.Values[p.Index]))])),
    ];

    private static XElement Row(int number, IEnumerable<XElement> cells) => new(S + "row", new XAttribute("r", number), cells);

    private static XElement Text(string at, string text) =>
        new(S + "c", new XAttribute("r", at), new XAttribute("t", "inlineStr"), new XElement(S + "is", new XElement(S + "t", text)));

    private static XElement Number(string at, decimal value) => new(S + "c", new XAttribute("r", at), new XElement(S + "v", value.ToString(CultureInfo.InvariantCulture)));
}

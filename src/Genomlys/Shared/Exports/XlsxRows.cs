using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Genomlys.Shared.Exports;

/// <summary>
/// A workbook, written as the rows come. Dates and numbers stay such, a text is a text whatever it begins with. What is to be said about
/// the file stands on a second sheet, so that the first can be imported again.
/// </summary>
public sealed class XlsxRows : IRowWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int MostNameCharacters = 31;

    /// <summary>Excel counts days from 1900 and takes that year for a leap year; earlier days are written as text.</summary>
    private static readonly DateTime FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly ZipArchive workbook;
    private readonly IReadOnlyList<(string Label, string Text)> about;
    private readonly XmlWriter sheet;
    private bool isHeader = true;

    public XlsxRows(Stream target, string name, params IReadOnlyList<(string Label, string Text)> about)
    {
        workbook = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        this.about = about;
        string[] sheets = about is [] ? [NameOf(name)] : [NameOf(name), NameOf(ExportRoutes.Texts["About"])];
        Part("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{Each(sheets, (_, n) => $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>""")}</Types>""");
        Part("_rels/.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{Each(sheets, (_, n) => $"""<Relationship Id="rId{n}" Type="{Relations}/worksheet" Target="worksheets/sheet{n}.xml"/>""")}<Relationship Id="styles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{Each(sheets, (sheet, n) => $"""<sheet name="{System.Security.SecurityElement.Escape(sheet)}" sheetId="{n}" r:id="rId{n}"/>""")}</sheets></workbook>""");
        Part("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>""");
        sheet = Open("xl/worksheets/sheet1.xml");
        Begin(sheet, isFrozen: true);
    }

    public void Write(IReadOnlyList<object> cells)
    {
        Row(sheet, cells, isHeader);
        isHeader = false;
    }

    public void Dispose()
    {
        End(sheet);
        if (about is not [])
        {
            var second = Open("xl/worksheets/sheet2.xml");
            Begin(second, isFrozen: false);
            foreach (var (label, text) in about)
                Row(second, [label, text], isBold: false);
            End(second);
        }
        workbook.Dispose();
    }

    private static void Begin(XmlWriter sheet, bool isFrozen)
    {
        sheet.WriteStartElement("worksheet", Main);
        if (isFrozen)
            sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        sheet.WriteStartElement("sheetData", Main);
    }

    private static void End(XmlWriter sheet)
    {
        sheet.WriteEndElement();
        sheet.WriteEndElement();
        sheet.Dispose();
    }

    private static void Row(XmlWriter sheet, IReadOnlyList<object> cells, bool isBold)
    {
        sheet.WriteStartElement("row", Main);
        foreach (var cell in cells)
            switch (cell)
            {
                case DateTime at when at >= FirstDay:
                    Number(sheet, at.ToOADate().ToString(CultureInfo.InvariantCulture), at.TimeOfDay.Ticks is 0 ? "1" : "2");
                    break;
                case int or long or decimal or double:
                    Number(sheet, ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture), null);
                    break;
                case DateTime early:
                    Text(sheet, early.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), isBold);
                    break;
                default:
                    Text(sheet, cell.ToString()!, isBold);
                    break;
            }
        sheet.WriteEndElement();
    }

    private static void Number(XmlWriter sheet, string value, string? style)
    {
        sheet.WriteStartElement("c", Main);
        if (style is not null)
            sheet.WriteAttributeString("s", style);
        sheet.WriteElementString("v", Main, value);
        sheet.WriteEndElement();
    }

    private static void Text(XmlWriter sheet, string text, bool isBold)
    {
        sheet.WriteStartElement("c", Main);
        if (isBold)
            sheet.WriteAttributeString("s", "3");
        if (text is not "")
        {
            sheet.WriteAttributeString("t", "inlineStr");
            sheet.WriteStartElement("is", Main);
            sheet.WriteStartElement("t", Main);
            sheet.WriteAttributeString("xml", "space", null, "preserve");
            sheet.WriteString(Sound(text));
            sheet.WriteEndElement();
            sheet.WriteEndElement();
        }
        sheet.WriteEndElement();
    }

    /// <summary>Without the characters that XML cannot hold.</summary>
    private static string Sound(string text)
    {
        for (var n = 0; n < text.Length; n++)
            if (!XmlConvert.IsXmlChar(text[n]))
                return string.Concat(text.EnumerateRunes().Where(r => r.Value > char.MaxValue || XmlConvert.IsXmlChar((char)r.Value)));
        return text;
    }

    private XmlWriter Open(string part) => XmlWriter.Create(workbook.CreateEntry(part, CompressionLevel.Fastest).Open(),
        new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true, NewLineHandling = NewLineHandling.Entitize, CheckCharacters = false });

    private void Part(string name, string xml)
    {
        using var part = new StreamWriter(workbook.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        part.Write(xml);
    }

    private static string Each(string[] sheets, Func<string, int, string> xml) => string.Concat(sheets.Select((s, n) => xml(s, n + 1)));

    /// <summary>What Excel allows a sheet to be called.</summary>
    private static string NameOf(string name)
    {
        var allowed = string.Concat(name.Select(c => c is '\\' or '/' or '?' or '*' or '[' or ']' or ':' ? ' ' : c)).Trim(' ', '\'');
        return allowed.Length > MostNameCharacters ? allowed[..MostNameCharacters] : allowed;
    }
}

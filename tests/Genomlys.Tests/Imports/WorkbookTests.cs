using System.Text;
using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Imports;

public sealed class WorkbookTests
{
    private static readonly byte[] Sound = A.Workbook(["Namn", "Dag", "Tal"], ["Åsa", new DateTime(2025, 1, 30), 3.5], ["=1+1", new DateTime(2025, 1, 31, 12, 45, 0), -2]);

    [Fact]
    public void Numbers_and_dates_stay_such_and_a_text_is_never_a_formula()
    {
        var rows = Sheet.Read(Sound).Rows.ToList();
        Assert.Equal(["Åsa", new DateTime(2025, 1, 30), 3.5], rows[0].Cells);
        Assert.Equal(["=1+1", new DateTime(2025, 1, 31, 12, 45, 0), -2.0], rows[1].Cells);
        Assert.Equal([2, 3], rows.Select(r => r.Line));
    }

    [Fact]
    public void The_first_sheet_is_read_or_the_one_that_is_named()
    {
        var sheet = Sheet.Open(ImportFile.Of("fil", Sound), new ImportLimits(), "om filen");
        Assert.Equal(["Blad", "Om filen"], sheet.Names);
        Assert.Equal(["Urval", "/training"], sheet.Headers);
    }

    [Fact]
    public void The_sample_years_workbooks_are_read_with_shared_strings_and_serial_dates()
    {
        var row = Sheet.Read(Lindby.File("ia-uttag-2025-11-15.xlsx")).Rows.First();
        Assert.IsType<DateTime>(row.Cells[3]);
        Assert.Equal(325, Sheet.Read(Lindby.File("ia-uttag-2025-11-15.xlsx")).Rows.Count());
    }

    [Fact]
    public void A_sheet_that_is_not_there_is_named() => Assert.Equal("NoSheet", A.Refusal(Sound, sheet: "Blad 7")!.Key);

    [Fact]
    public void A_truncated_workbook_is_refused()
    {
        for (var length = 100; length < Sound.Length; length += 97)
            Assert.Contains(A.Refusal(Sound[..length])!.Key, new[] { "Corrupt", "Lying" });
    }

    [Fact]
    public void A_workbook_with_a_wrong_byte_is_refused_or_read_in_full_but_never_half()
    {
        var whole = A.Rows(Sound);
        for (var at = 0; at < Sound.Length; at += 13)
        {
            byte[] broken = [.. Sound];
            broken[at] ^= 0x5A;
            if (A.Refusal(broken) is null)
                Assert.Equal(whole, A.Rows(broken));
        }
    }

    [Theory, InlineData(100u), InlineData(1u << 30)]
    public void A_workbook_that_lies_about_its_size_is_refused(uint size) => Assert.Contains(A.Refusal(A.Lying(Sound, size))!.Key, new[] { "Lying", "Corrupt" });

    [Fact]
    public void A_small_file_that_unpacks_to_a_huge_one_is_refused()
    {
        var bomb = A.Zip(("xl/workbook.xml", A.Text("<workbook/>")), ("xl/worksheets/sheet1.xml", new byte[110 << 20]));
        Assert.True(bomb.Length < 1 << 20);
        Assert.Equal("PackedTooTight", A.Refusal(bomb)!.Key);
        Assert.Equal("LargeUnpacked", A.Refusal(bomb, new() { UnpackedRatio = int.MaxValue })!.Key);
    }

    [Theory, InlineData("utf-8"), InlineData("utf-16")]
    public void A_document_type_declaration_is_refused(string encoding)
    {
        var bomb = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><workbook>&b;</workbook>";
        Assert.Equal("Dtd", A.Refusal(A.Zip(("xl/workbook.xml", Encoding.GetEncoding(encoding).GetBytes(bomb))))!.Key);
    }

    [Fact]
    public void Other_archives_older_workbooks_and_too_many_parts_or_sheets_are_refused_by_name()
    {
        Assert.Equal("NotAWorkbook", A.Refusal(A.Zip(("word/document.xml", A.Text("<document/>"))))!.Key);
        Assert.Equal("Corrupt", A.Refusal(A.Zip(("xl/workbook.xml", A.Text("<workbook"))))!.Key);
        Assert.Equal("OldWorkbook", A.Refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])!.Key);
        Assert.Equal("ManyParts", A.Refusal(Sound, new() { Parts = 3 })!.Key);
        Assert.Equal("ManySheets", A.Refusal(Sound, new() { Sheets = 1 })!.Key);
        Assert.Equal("ManyColumns", A.Refusal(Sound, new() { Columns = 2 })!.Key);
    }

    [Fact]
    public void A_header_without_rows_is_refused() => Assert.Equal("NoRows", A.Refusal(A.Workbook(["Namn", "Ort"]))!.Key);
}

using System.Text;
using Genomlys.Shared.Imports;
using Genomlys.Tests.Shared;

namespace Genomlys.Tests.Imports;

public sealed class SheetTests
{
    private const string Table = "Namn;Ort\nÅsa;Örnsköldsvik\nBo;\"Mora; \"\"norra\"\"\"\n";

    public static TheoryData<string, byte[]> Encodings()
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes(Table) },
            { "UTF-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Table)] },
            { "Windows-1252", windows.GetBytes(Table) },
            { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)] },
            { "UTF-16BE", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)] },
            { "UTF-16", Encoding.Unicode.GetBytes(Table) },
            { "UTF-16BE", Encoding.BigEndianUnicode.GetBytes(Table) },
        };
    }

    [Theory, MemberData(nameof(Encodings))]
    public void A_text_is_read_in_whatever_encoding_it_was_saved(string name, byte[] content)
    {
        Assert.Equal(["2: Åsa|Örnsköldsvik", "3: Bo|Mora; \"norra\""], A.Rows(content));
        Assert.Equal(name, Sheet.Read(content).Encoding);
    }

    [Theory]
    [InlineData("klagomal-2025.csv", "Ärende", "K-2025-101")]
    [InlineData("utbildningsplattform-2025-11-15.csv", "Målgrupp", "Medarbetare")]
    [InlineData("lex-sarah-2025.csv", "Bedömning", "Ej missförhållande")]
    [InlineData("organisation.csv", "Överordnad", "LSN")]
    public void The_sample_years_files_are_read_as_they_are(string file, string header, string value)
    {
        var sheet = Sheet.Read(Lindby.File(file));
        var at = sheet.Headers.ToList().IndexOf(header);
        Assert.Contains(sheet.Rows, r => Equals(r.Cells[at], value));
    }

    [Theory]
    [InlineData("a;b\n1,5;2,5\n", "2: 1,5|2,5")]
    [InlineData("a,b\n1;2,3\n4;5,6\n", "2: 1;2|3")]
    [InlineData("a\tb;c\n1\t2;3\n", "2: 1|2;3")]
    [InlineData("\"a;b;c\",d\nx,y\n", "2: x|y")]
    [InlineData("sep=|\na|b\n1|2\n", "3: 1|2")]
    [InlineData("a\n1\n", "2: 1")]
    public void The_delimiter_is_the_sign_that_parts_the_first_lines_alike(string text, string first) => Assert.Equal(first, A.Rows(A.Text(text))[0]);

    [Fact]
    public void A_line_break_within_quotes_belongs_to_the_cell_and_lines_are_counted_as_in_the_file() =>
        Assert.Equal(["2: 1|två\nrader", "5: 3|4"], A.Rows(A.Text("a;b\r\n1;\"två\nrader\"\r\n\r\n3;4")));

    [Theory]
    [InlineData("", "Empty", null)]
    [InlineData("\n\n;;\n", "Empty", null)]
    [InlineData("Namn;Ort\n", "NoRows", 1)]
    [InlineData("Namn;;Ort\n1;2;3\n", "NamelessColumn", 1)]
    [InlineData("Namn;namn \n1;2\n", "RepeatedHeader", 1)]
    [InlineData("Namn;Ort\n1;2\n1;\"2\n3;4\n", "UnclosedQuote", 3)]
    [InlineData("Namn;Ort\n1;2;3\n", "LongRow", 2)]
    [InlineData("Namn;Ort\n1;\0\n", "NotATable", null)]
    [InlineData("%PDF-1.7\n1 0 obj", "NotATable", null)]
    public void What_is_no_sound_table_is_refused_by_name_and_line(string text, string problem, int? line)
    {
        var refusal = A.Refusal(A.Text(text))!;
        Assert.Equal((problem, line), (refusal.Key, refusal.Line));
    }

    [Fact]
    public void A_zero_byte_further_down_is_refused_at_its_line() =>
        Assert.Equal(("ZeroByte", 1002), A.Refusal(A.Text("Namn;Ort\n" + string.Concat(Enumerable.Repeat("Åsa;Mora\n", 1000)) + "Bo\0;Mora\n")) is var p ? (p!.Key, p.Line!.Value) : default);

    [Fact]
    public void Two_encodings_in_one_file_are_refused_at_the_line_where_they_meet()
    {
        var refusal = A.Refusal([.. A.Text("Namn;Ort\nÅsa;Mora\n"), .. CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Åke;Mora\n")])!;
        Assert.Equal(("MixedEncodings", 3), (refusal.Key, refusal.Line!.Value));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0x8F, (byte)'\n' }, 2)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n', 0xE5, (byte)'\n' }, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)'\n', 0, 0x00, 0xD8, (byte)'\n', 0 }, null)]
    public void What_no_encoding_allows_is_refused_instead_of_read_wrong(byte[] content, int? line)
    {
        var refusal = A.Refusal(content)!;
        Assert.Equal(("Undecodable", line), (refusal.Key, refusal.Line));
    }

    [Fact]
    public void Columns_cells_rows_and_bytes_have_limits()
    {
        Assert.Equal("ManyColumns", A.Refusal(A.Text("a;b;c\n1;2;3\n"), new() { Columns = 2 })!.Key);
        Assert.Equal(("LongCell", 3), A.Refusal(A.Text("a;b\n1;2\n1;" + new string('x', 101)), new() { CellCharacters = 100 }) is var p ? (p!.Key, p.Line!.Value) : default);
        Assert.Equal(("ManyRows", 4), A.Refusal(A.Text("a;b\n1;2\n1;2\n1;2\n"), new() { Rows = 2 }) is var q ? (q!.Key, q.Line!.Value) : default);
        Assert.Equal("Large", A.Refusal(A.Text("a;b\n1;2\n"), new() { FileBytes = 5 })!.Key);
        Assert.Equal("Slow", A.Refusal(A.Text("a;b\n1;2\n"), new() { Reading = TimeSpan.Zero })!.Key);
    }

    [Fact]
    public void A_refusal_names_file_line_column_and_reason() =>
        Assert.Equal("fil, rad 1, kolumn ”Namn”: Rubriken står på två kolumner.", Swedish(() => A.Refusal(A.Text("Namn;namn\n1;2\n"))!.ToString()));

    private static string Swedish(Func<string> text)
    {
        var before = System.Globalization.CultureInfo.CurrentUICulture;
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("sv-SE");
        var said = text();
        System.Globalization.CultureInfo.CurrentUICulture = before;
        return said;
    }
}

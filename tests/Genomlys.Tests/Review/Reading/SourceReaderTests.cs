using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Review.Reading;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Review.Reading;

/// <summary>Files come in as lines with a place, or are refused in words.</summary>
public sealed class SourceReaderTests
{
    private const string Types = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    [Fact]
    public async Task An_empty_file_is_refused() => Assert.Equal("Refused.Empty", await RefusalAsync([]));

    [Fact]
    public async Task An_encrypted_or_old_file_is_refused() => Assert.Equal("Refused.Encrypted", await RefusalAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]));

    [Fact]
    public async Task A_picture_is_refused() => Assert.Equal("Refused.Unknown", await RefusalAsync([0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0]));

    [Fact]
    public async Task What_begins_as_a_package_and_is_none_is_refused() => Assert.Equal("Refused.Corrupt", await RefusalAsync([(byte)'P', (byte)'K', 3, 4, 1, 2, 3]));

    [Fact]
    public async Task A_package_without_a_document_is_refused() => Assert.Equal("Refused.NotWord", await RefusalAsync(Zip(("a.txt", "a"))));

    [Fact]
    public async Task A_document_type_declaration_is_refused() =>
        Assert.Equal("Refused.Dtd", await RefusalAsync(Zip(("[Content_Types].xml", Types), ("word/document.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"))));

    [Fact]
    public async Task A_package_that_unpacks_without_measure_is_refused() =>
        Assert.Equal("Refused.Bomb", await RefusalAsync(Zip(("[Content_Types].xml", Types), ("word/document.xml", new string(' ', 30 << 20)))));

    [Fact]
    public async Task Elements_within_elements_without_measure_are_refused() =>
        Assert.Equal("Refused.Bomb", await RefusalAsync(Zip(("[Content_Types].xml", Types), ("word/document.xml", string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000))))));

    [Fact]
    public async Task A_file_that_is_too_large_is_refused() => Assert.Equal("Refused.Large", await RefusalAsync(new byte[2 << 20], ("Reading:Megabytes", "1")));

    [Fact]
    public async Task Without_its_reader_a_pdf_is_refused_with_what_to_install() => Assert.Equal("Refused.NoPdfReader", await RefusalAsync("%PDF-1.7 "u8.ToArray(), ("Reading:PdfToText", "no-such-program")));

    [Fact]
    public async Task A_reader_of_pdf_that_never_ends_is_stopped()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("no shell script there");
        var program = Path.Combine(Directory.CreateTempSubdirectory().FullName, "slow");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nsleep 60\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal("Refused.Slow", await RefusalAsync("%PDF-1.7 "u8.ToArray(), ("Reading:PdfToText", program), ("Reading:Seconds", "1")));
    }

    [Fact]
    public async Task A_truncated_document_is_refused_and_never_breaks()
    {
        var sound = Word(new Paragraph(new Run(new Text("Hej"))));
        for (var length = 10; length < sound.Length; length += 61)
            Assert.NotNull(await RefusalAsync(sound[..length]));
    }

    [Fact]
    public async Task Text_of_an_older_encoding_is_read() =>
        Assert.Equal("Förbättring", (await ReadAsync(Encoding.Latin1.GetBytes("Förbättring"))).Lines[0].Text);

    [Fact]
    public async Task Pages_of_a_text_are_counted_by_their_feeds() =>
        Assert.Equal([(1, 1, "a"), (2, 2, "b")], (await ReadAsync("a\n\fb"u8.ToArray())).Lines.Select(l => (l.Number, l.Page, l.Text)));

    [Fact]
    public async Task A_heading_by_its_outline_level_is_a_heading()
    {
        var line = (await ReadAsync(Word(new Paragraph(new ParagraphProperties(new OutlineLevel { Val = 1 }), new Run(new Text("1.2 Risker")))))).Lines[0];
        Assert.Equal((LineKind.Heading, 2, "1.2 Risker"), (line.Kind, line.Level, line.Text));
    }

    [Fact]
    public async Task A_list_has_the_numbers_a_reader_sees()
    {
        var lines = (await ReadAsync(Word(Item("a"), Item("b"), new Paragraph(new Run(new Text("c")))))).Lines;
        Assert.Equal([("1", LineKind.Item), ("2", LineKind.Item), ("", LineKind.Plain)], lines.Select(l => (l.Mark, l.Kind)));
    }

    [Fact]
    public async Task A_table_is_read_row_by_row()
    {
        var row = new TableRow(Cell("År"), Cell(""), Cell("2024"));
        var line = (await ReadAsync(Word(new Table(row)))).Lines[0];
        Assert.Equal(("År\t\t2024", LineKind.Row), (line.Text, line.Kind));
    }

    [Fact]
    public async Task What_was_deleted_under_tracked_changes_is_not_there() =>
        Assert.Equal("kvar", (await ReadAsync(Word(new Paragraph(new Run(new Text("kvar")), new DeletedRun(new Run(new DeletedText("borta"))))))).Lines[0].Text);

    [Fact]
    public async Task Random_bytes_are_refused_or_read_and_never_break()
    {
        var random = new Random(1);
        byte[][] starts = ["PK\u0003\u0004"u8.ToArray(), "a"u8.ToArray()];
        for (var round = 0; round < 60; round++)
        {
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            var (source, outcome) = await Reader().ReadAsync("fil", new MemoryStream([.. starts[round % 2], .. bytes]), TestContext.Current.CancellationToken);
            Assert.Equal(outcome.IsDone, source is not null);
        }
    }

    private static SourceReader Reader(params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    private static async Task<string?> RefusalAsync(byte[] content, params (string Key, string Value)[] settings) => (await Reader(settings).ReadAsync("fil", new MemoryStream(content), TestContext.Current.CancellationToken)).Outcome.Problem;

    private static async Task<SourceText> ReadAsync(byte[] content)
    {
        var (source, outcome) = await Reader().ReadAsync("fil", new MemoryStream(content), TestContext.Current.CancellationToken);
        Assert.True(outcome.IsDone, outcome.Problem);
        return source!;
    }

    private static Paragraph Item(string text) => new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = 0 }, new NumberingId { Val = 1 })), new Run(new Text(text)));
    private static TableCell Cell(string text) => new(new Paragraph(new Run(new Text(text))));

    private static byte[] Word(params OpenXmlElement[] body)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new Document(new Body(body));
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Decimal }, new LevelText { Val = "%1." }) { LevelIndex = 0 }) { AbstractNumberId = 1 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 1 });
        }
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        return file.ToArray();
    }
}

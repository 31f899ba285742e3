using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Shared;

namespace Genomlys.Tests.Review.Paper;

/// <summary>Word templates and pictures as an authority has them, and as somebody who means harm has.</summary>
internal static class PaperFiles
{
    public const string Styles = """
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="C40064"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="Rubrik3"><w:name w:val="heading 3"/><w:basedOn w:val="Normal"/></w:style>
        """;

    public static byte[] Dotx(string styles = Styles, string before = "", Action<MainDocumentPart>? also = null, bool withMacros = false)
    {
        var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, withMacros ? WordprocessingDocumentType.MacroEnabledTemplate : WordprocessingDocumentType.Template))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new(new Body());
            main.AddNewPart<StyleDefinitionsPart>().FeedData(new MemoryStream(Encoding.UTF8.GetBytes($"{before}<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{styles}</w:styles>")));
            also?.Invoke(main);
        }
        return file.ToArray();
    }

    /// <summary>With a part more in the package, of any name.</summary>
    public static byte[] With(byte[] package, string name, ReadOnlySpan<byte> content)
    {
        var file = new MemoryStream();
        file.Write(package);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            part.Write(content);
        }
        return file.ToArray();
    }

    /// <summary>A picture of stripes; what it says of itself can be made to lie.</summary>
    public static byte[] Png(int width = 240, int height = 80, byte depth = 8, byte colour = 2, byte interlace = 0, int? rows = null, params IReadOnlyList<(string Name, byte[] Data)> also)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = (depth, colour, interlace);
        Part("IHDR", head);
        foreach (var (name, data) in also)
            Part(name, data);
        var packed = new MemoryStream();
        using (var pixels = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (var y = 0; y < (rows ?? height); y++)
            {
                var line = new byte[1 + width * 3];
                for (var x = 0; x < width; x++)
                    (line[1 + x * 3], line[2 + x * 3], line[3 + x * 3]) = x / 40 % 2 == 0 ? ((byte)11, (byte)74, (byte)94) : ((byte)196, (byte)0, (byte)100);
                pixels.Write(line);
            }
        Part("IDAT", packed.ToArray());
        Part("IEND", []);
        return file.ToArray();

        void Part(string name, byte[] data)
        {
            byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data], number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            file.Write(named);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.End(Crc32.Go(Crc32.Start, named)));
            file.Write(number);
        }
    }
}

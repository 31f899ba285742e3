using System.Buffers;
using System.IO.Compression;
using System.Xml;

namespace Genomlys.Shared.Imports;

/// <summary>Whether a file is a workbook, or a package of another main part, that can be read without harm. Sizes are those of what is really unpacked, not what the file says of itself.</summary>
internal static class WorkbookCheck
{
    private const string WorkbookPart = "xl/workbook.xml";
    private const int RatioMattersFrom = 1 << 20, Prolog = 4096;

    public static void Pass(Stream content, ImportLimits limits, string file, string main = WorkbookPart)
    {
        using var zip = Open(content, file);
        if (zip.Entries.Count > limits.Parts)
            throw new UnreadableException(Problem.Of("ManyParts", file, limits.Parts));
        if (zip.GetEntry(main) is null)
            throw new UnreadableException(Problem.Of("NotAWorkbook", file));

        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long unpacked = 0;
            foreach (var part in zip.Entries)
                unpacked += Unpack(part, unpacked, buffer, content.Length, limits, file);
            if (Named(zip, main).Any(name => zip.GetEntry(name) is null))
                throw new UnreadableException(Problem.Of("Corrupt", file));
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            throw new UnreadableException(Problem.Of("Corrupt", file));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Unpack(ZipArchiveEntry part, long before, byte[] buffer, long packed, ImportLimits limits, string file)
    {
        var (size, crc) = (0L, Crc32.Start);
        using var bytes = part.Open();
        for (int read; (read = bytes.Read(buffer)) > 0;)
        {
            if (size is 0 && IsXml(part.Name) && Declares(buffer.AsSpan(0, Math.Min(read, Prolog))))
                throw new UnreadableException(Problem.Of("Dtd", file));
            size += read;
            crc = Crc32.Go(crc, buffer.AsSpan(0, read));
            if (before + size > limits.UnpackedBytes)
                throw new UnreadableException(Problem.Of("LargeUnpacked", file, limits.UnpackedBytes >> 20));
            if (before + size > RatioMattersFrom && (before + size) / Math.Max(1, packed) > limits.UnpackedRatio)
                throw new UnreadableException(Problem.Of("PackedTooTight", file, limits.UnpackedRatio));
        }
        if (size != part.Length || Crc32.End(crc) != part.Crc32)
            throw new UnreadableException(Problem.Of("Lying", file));
        return size;
    }

    /// <summary>The parts a workbook says it consists of; one that is missing would be passed over in silence, and dates be read as numbers.</summary>
    private static IEnumerable<string> Named(ZipArchive zip, string main)
    {
        yield return "[Content_Types].xml";
        if (main is WorkbookPart)
            yield return "xl/_rels/workbook.xml.rels";
        if (zip.GetEntry("[Content_Types].xml") is not { } types)
            yield break;
        using var content = XmlReader.Create(types.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true });
        while (content.ReadToFollowing("Override", "http://schemas.openxmlformats.org/package/2006/content-types"))
            yield return (content.GetAttribute("PartName") ?? "").TrimStart('/');
    }

    private static ZipArchive Open(Stream content, string file)
    {
        try
        {
            var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
            return zip;
        }
        catch (InvalidDataException)
        {
            throw new UnreadableException(Problem.Of("Corrupt", file));
        }
    }

    private static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    /// <summary>In any encoding: zero bytes between the letters are passed over.</summary>
    private static bool Declares(ReadOnlySpan<byte> bytes)
    {
        var letters = new byte[bytes.Length];
        var count = 0;
        foreach (var b in bytes)
            if (b is not 0)
                letters[count++] = b;
        return letters.AsSpan(0, count).IndexOf("<!DOCTYPE"u8) >= 0;
    }
}

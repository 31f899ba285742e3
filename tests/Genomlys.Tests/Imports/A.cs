using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Genomlys.Shared.Exports;
using Genomlys.Shared.Imports;

namespace Genomlys.Tests.Imports;

/// <summary>Files as people send them, sound and otherwise.</summary>
internal static class A
{
    public static byte[] Workbook(params object[][] rows)
    {
        var content = new MemoryStream();
        using (var sheet = new XlsxRows(content, "Blad", ("Urval", "/training"), ("Antal", "2")))
            foreach (var row in rows)
                sheet.Write(row);
        return content.ToArray();
    }

    /// <summary>A workbook of given parts, beside those every workbook has.</summary>
    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(bytes);
            }
        return content.ToArray();
    }

    /// <summary>The same archive, whose table of contents says another size of its first sheet.</summary>
    public static byte[] Lying(byte[] workbook, uint size)
    {
        byte[] lying = [.. workbook];
        var name = "xl/worksheets/sheet1.xml"u8;
        for (var at = 0; at < lying.Length - 46; at++)
            if (lying.AsSpan(at).StartsWith("PK\u0001\u0002"u8) && lying.AsSpan(at + 46).StartsWith(name))
                BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + 24), size);
        return lying;
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Why the file is refused; null when it is read to its end.</summary>
    public static Problem? Refusal(byte[] content, ImportLimits? limits = null, string sheet = "")
    {
        try
        {
            foreach (var row in Sheet.Open(ImportFile.Of("fil", content), limits ?? new ImportLimits(), sheet).Rows)
                if (row.Problem is { } problem)
                    return problem;
            return null;
        }
        catch (UnreadableException unreadable)
        {
            return unreadable.Problem;
        }
    }

    public static List<string> Rows(byte[] content) =>
        [.. Sheet.Read(content).Rows.Select(r => $"{r.Line}: {string.Join('|', r.Cells)}")];
}

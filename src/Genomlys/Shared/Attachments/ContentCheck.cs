using System.IO.Compression;
using Genomlys.Shared.Imports;

namespace Genomlys.Shared.Attachments;

/// <summary>Whether a file is what its name says, and nothing else besides: what two programmes read as two different things is not taken.</summary>
internal sealed class ContentCheck(AttachmentTypes types)
{
    /// <summary>Readers of PDF look this far for its beginning; readers of packages look this far back for its end.</summary>
    private const int Head = 1024, Tail = 22 + ushort.MaxValue;
    private const string Contents = "[Content_Types].xml", Kind = "mimetype";

    /// <summary>What is unpacked here is only counted and thrown away.</summary>
    private static readonly ImportLimits Unpacking = new() { UnpackedBytes = 500L << 20, Parts = 10_000 };

    /// <summary>The text key of what is wrong; null when nothing is.</summary>
    public string? Problem(Stream content, AttachmentType type)
    {
        var head = Read(content, 0, Head);
        if (!type.IsBeginning(head))
            return "NotThatType";
        if (type.Extension is not "pdf" && head.IndexOf("%PDF-"u8) >= 0)
            return "TwoTypes";
        if (type.Main is not "")
            return PackageProblem(content, type);
        if (EndsAsPackage(Read(content, Math.Max(0, content.Length - Tail), Tail)))
            return "TwoTypes";
        return type.IsText && !IsText(content) ? "NotText" : null;
    }

    private string? PackageProblem(Stream content, AttachmentType type)
    {
        try
        {
            content.Position = 0;
            using (var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (package.Entries.Count > Unpacking.Parts || package.GetEntry(type.Main) is null || (package.GetEntry(Kind) is { } kind ? Said(kind) != type.MediaType : package.GetEntry(Contents) is null))
                    return "NotThatType";
                if (package.Entries.Any(e => types.NeverInside.Any(never => e.FullName.Contains(never, StringComparison.OrdinalIgnoreCase))))
                    return "Programme";
                if (package.GetEntry(Contents) is null)
                    return null;
            }
            content.Position = 0;
            WorkbookCheck.Pass(content, Unpacking, "", type.Main);
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or UnreadableException)
        {
            return "Broken";
        }
    }

    private static string Said(ZipArchiveEntry kind)
    {
        using var said = new StreamReader(kind.Open());
        var buffer = new char[200];
        return new string(buffer, 0, said.ReadBlock(buffer)).Trim();
    }

    /// <summary>A record of where a package ends that fits the end of the file.</summary>
    private static bool EndsAsPackage(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.LastIndexOf("PK\u0005\u0006"u8); at >= 0; at = tail[..at].LastIndexOf("PK\u0005\u0006"u8))
            if (at + 22 <= tail.Length && at + 22 + tail[at + 20] + (tail[at + 21] << 8) == tail.Length)
                return true;
        return false;
    }

    /// <summary>Nothing but what can be read: no other control characters than those of lines and columns.</summary>
    private static bool IsText(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
            foreach (var b in buffer.AsSpan(0, read))
                if (b is 0x7F or < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                    return false;
        return true;
    }

    private static ReadOnlySpan<byte> Read(Stream content, long from, int most)
    {
        var bytes = new byte[most];
        content.Position = from;
        return bytes.AsSpan(0, content.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
    }
}

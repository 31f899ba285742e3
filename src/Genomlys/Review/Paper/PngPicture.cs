using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Genomlys.Shared;

namespace Genomlys.Review.Paper;

/// <summary>
/// A PNG that has been looked through before anything else reads it, and made anew of the parts that are the picture: what else lay in the file – texts, places, moments, movement – is left behind.
/// PNG is what Word, PDF and web print alike; SVG may carry programs and is no picture to Word alone.
/// </summary>
public sealed record PngPicture(byte[] Bytes, int Width, int Height)
{
    public const int MostBytes = 512 << 10, LeastPixels = 32, MostPixels = 2000;

    /// <summary>What a part has around what it says: its length, its name, its checksum.</summary>
    private const int Around = 12;

    private static readonly string[] Kept = ["IHDR", "sRGB", "gAMA", "pHYs", "PLTE", "tRNS", "IDAT", "IEND"];
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The picture, or the text key of why it is refused.</summary>
    public static (PngPicture? Picture, Outcome Outcome) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes)
            return Refused("Logo.Large");
        if (!file.StartsWith(Signature))
            return Refused("Logo.NotPng");
        var (rest, head) = (Signature.Length, Array.Empty<byte>());
        using MemoryStream kept = new(), pixels = new();
        kept.Write(Signature);
        for (var name = ""; name is not "IEND";)
        {
            var length = file.Length - rest < Around ? int.MaxValue : Number(file[rest..]);
            if (length > file.Length - rest - Around)
                return Refused("Logo.Damaged");
            var part = file.Slice(rest, length + Around);
            if (Crc32.End(Crc32.Go(Crc32.Start, part[4..^4])) != BinaryPrimitives.ReadUInt32BigEndian(part[^4..]))
                return Refused("Logo.Damaged");
            (name, rest) = (Encoding.ASCII.GetString(part[4..8]), rest + part.Length);
            if (head is [] != (name is "IHDR"))
                return Refused("Logo.Damaged");   // it comes first, and once
            if (name is "IHDR")
                head = part[8..^4].ToArray();
            if (name is "IDAT")
                pixels.Write(part[8..^4]);
            if (Kept.Contains(name))
                kept.Write(part);
            else if (char.IsAsciiLetterUpper(name[0]))
                return Refused("Logo.Damaged");   // a part one may not pass over, and nobody knows
        }
        return Judge(head, pixels) is { } problem ? Refused(problem) : (new PngPicture(kept.ToArray(), Number(head), Number(head.AsSpan(4))), Outcome.Done);
    }

    private static string? Judge(byte[] head, MemoryStream packed)
    {
        if (head.Length is not 13)
            return "Logo.Damaged";
        var (width, height, depth, colour, isInterlaced) = (Number(head), Number(head.AsSpan(4)), head[8], head[9], head[12] is not 0);
        if (width is < LeastPixels or > MostPixels || height is < LeastPixels or > MostPixels)
            return "Logo.Pixels";
        var channels = (colour, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => 1,
            (2, 8 or 16) => 3,
            (4, 8 or 16) => 2,
            (6, 8 or 16) => 4,
            _ => 0,
        };
        if (channels is 0 || head[10] is not 0 || head[11] is not 0 || isInterlaced)
            return "Logo.Form";
        return IsWhole(packed, (((long)width * channels * depth) + 7) / 8, height) ? null : "Logo.Damaged";
    }

    /// <summary>Unpacked it is exactly the rows it says, each told how it is written; a file that unfolds to more is put down at the first byte too many.</summary>
    private static bool IsWhole(MemoryStream packed, long row, int height)
    {
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var line = new byte[row + 1];
        try
        {
            for (var n = 0; n < height; n++)
                if (unpacked.ReadAtLeast(line, line.Length, throwOnEndOfStream: false) < line.Length || line[0] > 4)
                    return false;
            return unpacked.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>More than 31 bits is more than any picture has.</summary>
    private static int Number(ReadOnlySpan<byte> bytes) => (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(bytes));

    private static (PngPicture?, Outcome) Refused(string problem) => (null, Outcome.Refused(problem));
}

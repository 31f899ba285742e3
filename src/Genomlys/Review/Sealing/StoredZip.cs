using System.Buffers.Binary;
using System.Text;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>
/// Zip files in one form only: stored, flat, without clock. What is read must be byte for byte what would be written, so nothing hides between the entries
/// and no two programs can unpack it differently.
/// </summary>
public static class StoredZip
{
    private const uint Local = 0x04034B50, Central = 0x02014B50, End = 0x06054B50;
    private const int LocalBytes = 30, CentralBytes = 46, EndBytes = 22;
    private const ushort Version = 20, Day = 0x0021;   // 1 January 1980, the first day there is

    public static byte[] Of(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        ushort count = 0;
        foreach (var (name, content) in files)
        {
            var called = Encoding.ASCII.GetBytes(name);
            var crc = Crc32.End(Crc32.Go(Crc32.Start, content));
            var at = (uint)zip.Position;
            zip.Write([.. Numbers(Local), .. Facts(crc, content.Length, called.Length), .. called, .. content]);
            directory.Write([.. Numbers(Central), .. Short(Version), .. Facts(crc, content.Length, called.Length), .. new byte[10], .. Numbers(at), .. called]);
            count++;
        }
        var start = (uint)zip.Position;
        zip.Write(directory.ToArray());
        zip.Write([.. Numbers(End), .. new byte[4], .. Short(count), .. Short(count), .. Numbers((uint)directory.Length), .. Numbers(start), .. new byte[2]]);
        return zip.ToArray();
    }

    /// <summary>The files in the order they lie; nothing when it is not a file of this form, to the last bit.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>>? Read(byte[] zip)
    {
        var files = new List<KeyValuePair<string, byte[]>>();
        var at = 0;
        while (zip.Length - at >= LocalBytes + EndBytes && BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) is Local)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at + 22));
            var called = BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 26));
            if (zip.Length - at - LocalBytes < called + (long)length)
                return null;
            files.Add(new(Encoding.ASCII.GetString(zip, at + LocalBytes, called), zip.AsSpan(at + LocalBytes + called, (int)length).ToArray()));
            at += LocalBytes + called + (int)length;
        }
        var rest = zip.Length - at - EndBytes;   // before anything is put together anew: as long as the directory of these files would be
        return files is [_, ..] && rest == files.Sum(f => (long)CentralBytes + f.Key.Length) && Of(files).AsSpan().SequenceEqual(zip) ? files : null;
    }

    private static byte[] Facts(uint crc, int length, int called) =>
        [.. Short(Version), .. new byte[6], .. Short(Day), .. Numbers(crc), .. Numbers((uint)length), .. Numbers((uint)length), .. Short((ushort)called), .. new byte[2]];

    private static byte[] Short(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Numbers(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Genomlys.Shared.Data;

/// <summary>
/// Seals files for their place on disk, piece by piece (AES-256-GCM), so that no more than one piece is in memory: what is put in another's place, cut short, lengthened, turned round or
/// changed in one bit does not open. Each file has a key of its own, which follows from the master key, its place and a salt at its beginning; the pieces are numbered, and the last one says that it is.
/// </summary>
public sealed class FileSealing(MasterKey master)
{
    internal const int Form = 1, FormBytes = 4, SaltBytes = 32, NonceBytes = 12, TagBytes = 16, Piece = 64 << 10, HeadBytes = FormBytes + SaltBytes;

    /// <summary>What is written to it lies sealed in the target. It is whole once <see cref="SealingStream.Complete"/> has been called.</summary>
    public SealingStream Seal(Stream target, string place)
    {
        var head = new byte[HeadBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, Form);
        RandomNumberGenerator.Fill(head.AsSpan(FormBytes));
        target.Write(head);
        return new SealingStream(target, new AesGcm(KeyOf(head, place), TagBytes), place);
    }

    /// <summary>What was sealed for the place, to be read from anywhere in it. <see cref="DamagedException"/> when it is not that.</summary>
    public Stream Open(Stream source, string place)
    {
        var head = new byte[HeadBytes];
        return source.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) is HeadBytes && BinaryPrimitives.ReadInt32BigEndian(head) is Form && IsOfPieces(source.Length)
            ? new OpenedStream(source, new AesGcm(KeyOf(head, place), TagBytes), place)
            : throw new DamagedException();
    }

    /// <summary>Whole pieces, and perhaps one more that holds something: what is cut short within a tag would else end a piece too early, and unseen.</summary>
    private static bool IsOfPieces(long length) => length > HeadBytes && (length - HeadBytes) % (TagBytes + Piece) is 0 or > TagBytes;

    internal static void Number(Span<byte> nonce, long piece) => BinaryPrimitives.WriteInt64BigEndian(nonce[(NonceBytes - sizeof(long))..], piece);

    internal static byte[] Bound(string place, long piece, bool isLast) => Encoding.UTF8.GetBytes($"{Form} {place} {piece}{(isLast ? " last" : "")}");

    private byte[] KeyOf(byte[] head, string place) => master.For($"file {Convert.ToHexStringLower(head.AsSpan(FormBytes))} {place}");
}

/// <summary>A sealed file is not what was sealed for its place.</summary>
public sealed class DamagedException() : IOException("A sealed file is not what was written.");

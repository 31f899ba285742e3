using System.Security.Cryptography;

namespace Genomlys.Shared.Data;

/// <summary>Gives what was sealed, each piece only when it has been seen to be whole.</summary>
internal sealed class OpenedStream(Stream source, AesGcm key, string place) : Stream
{
    private const int SealedPiece = FileSealing.TagBytes + FileSealing.Piece;
    private readonly byte[] read = new byte[SealedPiece], piece = new byte[FileSealing.Piece], nonce = new byte[FileSealing.NonceBytes];
    private readonly long pieces = (source.Length - FileSealing.HeadBytes + SealedPiece - 1) / SealedPiece;
    private long held = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => source.Length - FileSealing.HeadBytes - (pieces * FileSealing.TagBytes);
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        var (number, from) = (Position / FileSealing.Piece, (int)(Position % FileSealing.Piece));
        if (number != held)
            Take(number);
        var taken = (int)Math.Min(Math.Min(buffer.Length, FileSealing.Piece - from), Length - Position);
        piece.AsSpan(from, taken).CopyTo(buffer);
        Position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private void Take(long number)
    {
        held = -1;
        source.Position = FileSealing.HeadBytes + (number * SealedPiece);
        var got = source.ReadAtLeast(read, SealedPiece, throwOnEndOfStream: false);
        if (got <= FileSealing.TagBytes)
            throw new DamagedException();
        FileSealing.Number(nonce, number);
        try
        {
            key.Decrypt(nonce, read.AsSpan(FileSealing.TagBytes, got - FileSealing.TagBytes), read.AsSpan(0, FileSealing.TagBytes), piece.AsSpan(0, got - FileSealing.TagBytes), FileSealing.Bound(place, number, number == pieces - 1));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new DamagedException();
        }
        held = number;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    protected override void Dispose(bool disposing)
    {
        key.Dispose();
        source.Dispose();
        CryptographicOperations.ZeroMemory(piece);
        base.Dispose(disposing);
    }

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

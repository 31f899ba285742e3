using System.Security.Cryptography;

namespace Genomlys.Shared.Data;

/// <summary>Takes what is to be sealed.</summary>
public sealed class SealingStream(Stream target, AesGcm key, string place) : Stream
{
    private readonly byte[] piece = new byte[FileSealing.Piece], made = new byte[FileSealing.Piece], nonce = new byte[FileSealing.NonceBytes], tag = new byte[FileSealing.TagBytes];
    private int held;
    private long number;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (held == piece.Length)
                Seal(isLast: false);   // only now it is known not to be the last
            var taken = Math.Min(buffer.Length, piece.Length - held);
            buffer[..taken].CopyTo(piece.AsSpan(held));
            held += taken;
            buffer = buffer[taken..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Nothing more comes.</summary>
    public void Complete() => Seal(isLast: true);

    private void Seal(bool isLast)
    {
        FileSealing.Number(nonce, number);
        key.Encrypt(nonce, piece.AsSpan(0, held), made.AsSpan(0, held), tag, FileSealing.Bound(place, number, isLast));
        target.Write(tag);
        target.Write(made.AsSpan(0, held));
        (held, number) = (0, number + 1);
    }

    protected override void Dispose(bool disposing)
    {
        key.Dispose();
        CryptographicOperations.ZeroMemory(piece);
        base.Dispose(disposing);
    }

    public override void Flush() => target.Flush();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Imports;

/// <summary>An uploaded file read piece by piece.</summary>
internal sealed class UploadStream(GenomlysDb db, ImportUpload upload) : Stream
{
    private byte[] piece = [];
    private int held = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => upload.Size;
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.IsEmpty)
            return 0;
        var (number, from) = ((int)(Position / ImportUploadPart.MostBytes), (int)(Position % ImportUploadPart.MostBytes));
        if (number != held)
            (piece, held) = (db.ImportUploadParts.AsNoTracking().Where(p => p.UploadId == upload.Id && p.Number == number).Select(p => p.Bytes).Single(), number);
        var read = Math.Min(buffer.Length, piece.Length - from);
        piece.AsSpan(from, read).CopyTo(buffer);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        SeekOrigin.End => Length + offset,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

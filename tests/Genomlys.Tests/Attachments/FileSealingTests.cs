using Genomlys.Shared.Data;

namespace Genomlys.Tests.Attachments;

/// <summary>What is sealed opens in its place alone, and only as it was.</summary>
public sealed class FileSealingTests
{
    private const int Piece = 64 << 10;
    private readonly FileSealing sealing = new(MasterKey.Passing());

    [Theory, InlineData(1), InlineData(15), InlineData(Piece - 1), InlineData(Piece), InlineData(Piece + 1), InlineData((5 * Piece) + 3)]
    public void What_is_sealed_opens_whole_or_from_anywhere(int size)
    {
        var content = Sent.PdfOf(size);
        var made = Seal(content, "one");
        Assert.Equal(content, Open(made, "one"));
        using var opened = sealing.Open(new MemoryStream(made), "one");
        Assert.Equal(size, opened.Length);
        foreach (var from in new[] { size / 2, 0, size - 1, Math.Min(size - 1, Piece) })
        {
            opened.Position = from;
            Assert.Equal(content[from], opened.ReadByte());
        }
    }

    [Fact]
    public void Every_bit_counts()
    {
        var made = Seal(Sent.PdfOf(100), "one");
        for (var bit = 0; bit < made.Length * 8; bit++)
        {
            var other = made.ToArray();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DamagedException>(() => Open(other, "one"));
        }
    }

    [Fact]
    public void Another_place_another_key_and_another_length_do_not_open()
    {
        var made = Seal(Sent.PdfOf(2 * Piece), "one");
        Assert.Throws<DamagedException>(() => Open(made, "two"));
        Assert.Throws<DamagedException>(() => new FileSealing(MasterKey.Passing()).Open(new MemoryStream(made), "one").ReadByte());
        foreach (var length in new[] { 0, 3, 36, 40, 36 + 16, 36 + 16 + Piece, made.Length - 1, 36 + 16 + Piece + 16 })
            Assert.Throws<DamagedException>(() => Open(made[..length], "one"));
        Assert.Throws<DamagedException>(() => Open([.. made, 0], "one"));
        Assert.Throws<DamagedException>(() => Open([.. made, .. made[36..]], "one"));
    }

    [Fact]
    public void The_same_content_is_never_sealed_alike()
    {
        var content = Sent.PdfOf(1000);
        Assert.NotEqual(Seal(content, "one")[36..], Seal(content, "one")[36..]);
    }

    private byte[] Seal(byte[] content, string place)
    {
        using var made = new MemoryStream();
        using (var target = sealing.Seal(made, place))
        {
            foreach (var part in content.Chunk(10_007))
                target.Write(part);
            target.Complete();
        }
        return made.ToArray();
    }

    private byte[] Open(byte[] made, string place)
    {
        using var opened = sealing.Open(new MemoryStream(made), place);
        using var content = new MemoryStream();
        opened.CopyTo(content);
        return content.ToArray();
    }
}

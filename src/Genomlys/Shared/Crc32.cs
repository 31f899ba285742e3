namespace Genomlys.Shared;

/// <summary>The checksum of the parts of a zip file.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. from n in Enumerable.Range(0, 256) select Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) is 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1)];

    public const uint Start = 0xFFFFFFFF;

    public static uint Go(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            crc = Table[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    public static uint End(uint crc) => ~crc;
}

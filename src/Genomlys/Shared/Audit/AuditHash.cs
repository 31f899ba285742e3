using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Genomlys.Shared.Audit;

/// <summary>How the log is hashed: leaves and nodes as in RFC 6962 (2.1), what they are made of as netstrings, so that no two lists of texts give the same bytes.</summary>
internal static class AuditHash
{
    public const int Bytes = 32, SaltBytes = 16;
    private const byte LeafPrefix = 0, NodePrefix = 1;

    public static byte[] Leaf(IReadOnlyList<string> texts) => SHA256.HashData([LeafPrefix, .. Netstrings(texts)]);

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * Bytes];
        both[0] = NodePrefix;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Bytes)..]);
        return SHA256.HashData(both);
    }

    /// <summary>Binds the log to what a field said without saying it: without the salt, which goes with the values, not even a guess can be tried.</summary>
    public static string Commitment(byte[] salt, string field, string before, string after) => Convert.ToHexStringLower(HMACSHA256.HashData(salt, Netstrings([field, before, after])));

    private static byte[] Netstrings(IReadOnlyList<string> texts)
    {
        using var bytes = new MemoryStream(512);
        foreach (var text in texts)
        {
            var said = Encoding.UTF8.GetBytes(text);
            bytes.Write(Encoding.ASCII.GetBytes(said.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            bytes.Write(said);
            bytes.WriteByte((byte)',');
        }
        return bytes.ToArray();
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Review.Sealing;

/// <summary>Somebody else's word that something was there at a moment (RFC 3161): the moment, and who says so with the certificates that came along.</summary>
public sealed record TimestampProof(DateTimeOffset At, X509Certificate2 Authority, IReadOnlyList<X509Certificate2> Beside)
{
    /// <summary>A token over the bytes; nothing when it is of something else, or not whole.</summary>
    public static TimestampProof? OfToken(byte[]? token, ReadOnlySpan<byte> about)
    {
        try
        {
            return token is not null && Rfc3161TimestampToken.TryDecode(token, out var read, out var length) && length == token.Length && read.TokenInfo.HashAlgorithmId.Value is "2.16.840.1.101.3.4.2.1"
                && read.VerifySignatureForData(about, out var signer)
                ? new(read.TokenInfo.Timestamp, signer, [.. read.AsSignedCms().Certificates])
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>As it lies in a package: a token that was granted, and not a word beside.</summary>
    public static TimestampProof? OfAnswer(byte[]? answer, ReadOnlySpan<byte> about) =>
        answer is not null && TokenIn(answer) is { } token && Plain(token).AsSpan().SequenceEqual(answer) ? OfToken(token, about) : null;

    /// <summary>The token in a service's answer; nothing when it refused.</summary>
    public static byte[]? TokenIn(byte[] answer)
    {
        try
        {
            var response = new AsnReader(answer, AsnEncodingRules.DER).ReadSequence();
            return response.ReadSequence().ReadInteger() <= 1 ? response.ReadEncodedValue().ToArray() : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>An answer that only grants, without what the service said in words: those nobody has signed.</summary>
    public static byte[] Plain(byte[] token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(0);
            writer.WriteEncodedValue(token);
        }
        return writer.Encode();
    }
}

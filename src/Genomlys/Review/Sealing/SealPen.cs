using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Review.Sealing;

/// <summary>What one sealing is done with: the certificate, the moment, and how to get a timestamp where there is a service for it (the bytes to stamp → its answer, DER).</summary>
public sealed record SealPen(X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Issuers, DateTimeOffset At, Func<ReadOnlyMemory<byte>, CancellationToken, Task<byte[]>>? Stamp = null)
{
    /// <summary>As it is written in what is sealed: whole seconds.</summary>
    public DateTimeOffset At { get; } = DateTimeOffset.FromUnixTimeSeconds(At.ToUnixTimeSeconds());

    /// <summary>RSA (PKCS #1 v1.5) gives the same bytes each time; ECDSA gives others, just as valid, for it draws a random number.</summary>
    public byte[] Sign(byte[] content)
    {
        using var rsa = Certificate.GetRSAPrivateKey();
        if (rsa is not null)
            return rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var ecdsa = Certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The certificate has no key to seal with.");
        return ecdsa.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}

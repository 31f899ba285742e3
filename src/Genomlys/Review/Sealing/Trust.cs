using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Review.Sealing;

/// <summary>What is known of whoever sealed: trusted, of an issuer we do not know, nobody's but his own, or not valid when it was done.</summary>
public enum Standing { Trusted, Unknown, SelfSigned, Expired }

/// <summary>The certificates that are trusted here: of issuers, or of sealers themselves. Nothing else is asked, not the machine's own list, not the network; revocation is not looked up.</summary>
public sealed class Trust(IReadOnlyList<X509Certificate2> trusted)
{
    public Standing Of(X509Certificate2 one, IEnumerable<X509Certificate2> beside, DateTimeOffset at)
    {
        if (at < new DateTimeOffset(one.NotBefore.ToUniversalTime()) || at > new DateTimeOffset(one.NotAfter.ToUniversalTime()))
            return Standing.Expired;
        if (trusted.Any(t => t.RawDataMemory.Span.SequenceEqual(one.RawDataMemory.Span)))
            return Standing.Trusted;
        if (IsSelfSigned(one))
            return Standing.SelfSigned;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(beside.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        if (chain.Build(one) && beside.All(b => chain.ChainElements.Any(e => e.Certificate.RawDataMemory.Span.SequenceEqual(b.RawDataMemory.Span))))
            return Standing.Trusted;
        return chain.ChainStatus.Any(s => s.Status is X509ChainStatusFlags.NotTimeValid) && chain.ChainStatus.All(s => s.Status is X509ChainStatusFlags.NotTimeValid) ? Standing.Expired : Standing.Unknown;
    }

    /// <summary>The same, and these too.</summary>
    public Trust And(IEnumerable<X509Certificate2> more) => new([.. trusted, .. more]);

    public static bool IsSelfSigned(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>All certificates of a text in PEM.</summary>
    public static IReadOnlyList<X509Certificate2> Read(string pem)
    {
        var read = new X509Certificate2Collection();
        read.ImportFromPem(pem);
        return [.. read];
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>The authority's certificate that reviews are sealed with, and those of its issuers as far as they came along.</summary>
public sealed class SealingCertificate
{
    private const int FewestRsaBits = 2048, FewestCurveBits = 256;

    /// <summary>Of e-mail, documents (RFC 9336), documents by Adobe and Microsoft, anything.</summary>
    private static readonly string[] Purposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12", "2.5.29.37.0"];

    public X509Certificate2 Certificate { get; }
    public IReadOnlyList<X509Certificate2> Issuers { get; }
    public bool IsSelfSigned => Trust.IsSelfSigned(Certificate);

    /// <summary>What is wrong with it whatever day it is, as a text key; nothing when it can seal.</summary>
    public string? Problem { get; }

    private SealingCertificate(X509Certificate2 certificate, IReadOnlyCollection<X509Certificate2> all) => (Certificate, Issuers, Problem) = (certificate, IssuersOf(certificate, all), ProblemOf(certificate));

    /// <summary>Of texts in PEM; the first certificate is the one.</summary>
    public static SealingCertificate OfPem(string certificates, string key, string? password)
    {
        using var own = password is null ? X509Certificate2.CreateFromPem(certificates, key) : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
        return new(X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null), Trust.Read(certificates));
    }

    /// <summary>Of PKCS #12; nothing when there is no certificate in it.</summary>
    public static SealingCertificate? OfPkcs12(byte[] content, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12Collection(content, password);
        return (all.FirstOrDefault(c => c.HasPrivateKey) ?? all.FirstOrDefault()) is { } own ? new(own, [.. all]) : null;
    }

    /// <summary>Whether it holds at a moment; a text key when not.</summary>
    public Outcome Holds(DateTimeOffset at) =>
        at < new DateTimeOffset(Certificate.NotBefore) ? Outcome.Refused("Certificate.NotYet") : at > new DateTimeOffset(Certificate.NotAfter) ? Outcome.Refused("Certificate.Expired") : Outcome.Done;

    private static string? ProblemOf(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
            return "Certificate.NoKey";
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        if (rsa is not null ? rsa.KeySize < FewestRsaBits : (curve?.KeySize ?? 0) < FewestCurveBits)
            return "Certificate.Weak";
        var isForSignatures = certificate.Extensions.OfType<X509KeyUsageExtension>().All(u => (u.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) is not X509KeyUsageFlags.None);
        var isForDocuments = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(u => u.EnhancedKeyUsages.Cast<Oid>().Any(o => Purposes.Contains(o.Value)));
        return isForSignatures && isForDocuments ? null : "Certificate.WrongUse";
    }

    /// <summary>The certificates above it, as far as they are there, in order.</summary>
    private static List<X509Certificate2> IssuersOf(X509Certificate2 own, IReadOnlyCollection<X509Certificate2> all)
    {
        var above = new List<X509Certificate2>();
        for (var at = own; !Trust.IsSelfSigned(at) && all.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(at.IssuerName.RawData)) is { } issuer && !above.Contains(issuer); at = issuer)
            above.Add(issuer);
        return above;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>
/// The authority's certificate that reviews are sealed with, as configured: <c>Seal:Certificate</c> (PKCS #12, or PEM with <c>Seal:KeyFile</c>) and <c>Seal:PasswordFile</c> or <c>Seal:Password</c>.
/// Where none is configured a review is decided without a seal, and says so.
/// </summary>
public sealed class SealingCertificate
{
    private const int FewestRsaBits = 2048, FewestCurveBits = 256;

    /// <summary>Of e-mail, documents (RFC 9336), documents by Adobe and Microsoft, anything.</summary>
    private static readonly string[] Purposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12", "2.5.29.37.0"];

    private static readonly Words Texts = Words.Of<SealPen>();

    public X509Certificate2 Certificate { get; }
    public IReadOnlyList<X509Certificate2> Issuers { get; }
    public bool IsSelfSigned => Trust.IsSelfSigned(Certificate);

    private SealingCertificate(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> issuers) => (Certificate, Issuers) = (certificate, issuers);

    /// <summary>The certificate that is configured; nothing when none is.</summary>
    /// <exception cref="SettingException">It is configured and cannot be used; says why.</exception>
    public static SealingCertificate? Of(IConfiguration configuration)
    {
        if (configuration["Seal:Certificate"] is not { Length: > 0 } path)
            return null;
        var password = configuration["Seal:PasswordFile"] is { Length: > 0 } file ? Read(file).Trim() : configuration["Seal:Password"];
        try
        {
            var made = configuration["Seal:KeyFile"] is { Length: > 0 } key ? OfPem(Read(path), Read(key), password) : OfPfx(path, password);
            return Problem(made.Certificate) is { } problem ? throw new SettingException(Texts.Format(problem, path)) : made;
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(Texts.Format("Certificate.Unreadable", path));
        }
    }

    /// <summary>Whether it can be used for sealing at a moment: a text key when not.</summary>
    public Outcome Holds(DateTimeOffset at) =>
        at < new DateTimeOffset(Certificate.NotBefore) ? Outcome.Refused("Certificate.NotYet") : at > new DateTimeOffset(Certificate.NotAfter) ? Outcome.Refused("Certificate.Expired") : Outcome.Done;

    /// <summary>What is wrong with it whatever day it is; a text key.</summary>
    internal static string? Problem(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
            return "Certificate.NoKey";
        var bits = certificate.GetRSAPublicKey()?.KeySize is { } rsa ? (rsa, FewestRsaBits) : (certificate.GetECDsaPublicKey()?.KeySize ?? 0, FewestCurveBits);
        if (bits.Item1 < bits.Item2)
            return "Certificate.Weak";
        var isForSignatures = certificate.Extensions.OfType<X509KeyUsageExtension>().All(u => (u.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) is not X509KeyUsageFlags.None);
        var isForDocuments = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(u => u.EnhancedKeyUsages.Cast<Oid>().Any(o => Purposes.Contains(o.Value)));
        return isForSignatures && isForDocuments ? null : "Certificate.WrongUse";
    }

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : throw new SettingException(Texts.Format("Certificate.NoFile", path));

    private static SealingCertificate OfPem(string certificates, string key, string? password)
    {
        var all = Trust.Read(certificates);
        using var own = password is null ? X509Certificate2.CreateFromPem(certificates, key) : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
        var usable = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        return new(usable, IssuersOf(usable, all));
    }

    private static SealingCertificate OfPfx(string path, string? password)
    {
        if (!File.Exists(path))
            throw new SettingException(Texts.Format("Certificate.NoFile", path));
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        return (all.FirstOrDefault(c => c.HasPrivateKey) ?? all.FirstOrDefault()) is { } own ? new(own, IssuersOf(own, all)) : throw new SettingException(Texts.Format("Certificate.NoKey", path));
    }

    /// <summary>The certificates above it, as far as they are there, in order.</summary>
    private static List<X509Certificate2> IssuersOf(X509Certificate2 own, IEnumerable<X509Certificate2> all)
    {
        var above = new List<X509Certificate2>();
        for (var at = own; !Trust.IsSelfSigned(at) && all.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(at.IssuerName.RawData)) is { } issuer && !above.Contains(issuer); at = issuer)
            above.Add(issuer);
        return above;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Review.Sealing;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>Certificates to seal with: of an authority that an issuer vouches for, self-signed, of curves, over their time.</summary>
internal static class Sealers
{
    private static readonly DateTimeOffset From = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), Until = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const X509KeyUsageFlags Signs = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    public static readonly DateTimeOffset At = new(2025, 12, 4, 9, 30, 15, TimeSpan.Zero);
    public static readonly X509Certificate2 Issuer = Made("CN=Provutfärdaren, C=SE", null, isIssuer: true);
    public static readonly X509Certificate2 Own = Made("CN=Lindby kommuns sigill, O=Lindby kommun, C=SE", Issuer);
    public static readonly X509Certificate2 SelfSigned = Made("CN=Prov utan utfärdare", null);
    public static readonly X509Certificate2 Curve = Made("CN=Sigill på kurva", Issuer, isCurve: true);

    public static readonly Trust Trusted = new([Issuer]), Nobody = new([]);

    public static SealPen Pen(X509Certificate2? certificate = null, DateTimeOffset? at = null) => new(certificate ?? Own, certificate is null || certificate == Curve ? [Issuer] : [], at ?? At);

    public static X509Certificate2 Made(string subject, X509Certificate2? issuer, bool isIssuer = false, bool isCurve = false, X509KeyUsageFlags use = Signs, string? purpose = null, DateTimeOffset? until = null, int bits = 2048)
    {
        using var rsa = RSA.Create(bits);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = isCurve ? new CertificateRequest(subject, curve, HashAlgorithmName.SHA256) : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isIssuer, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isIssuer ? X509KeyUsageFlags.KeyCertSign : use, critical: true));
        if (purpose is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        if (issuer is null)
            return Kept(request.CreateSelfSigned(From, until ?? Until));
        using var made = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1), From, until ?? Until, RandomNumberGenerator.GetBytes(8));
        return Kept(isCurve ? made.CopyWithPrivateKey(curve) : made.CopyWithPrivateKey(rsa));
    }

    /// <summary>With its key, when those it was made of are gone.</summary>
    private static X509Certificate2 Kept(X509Certificate2 made) => X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}

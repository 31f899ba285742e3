using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Review.Sealing;

/// <summary>
/// A signature beside what it is of (CMS, RFC 5652), in the one form that we write: SHA-256, one signer, his certificate bound by signing-certificate-v2 (RFC 5035).
/// CAdES baseline B-B (ETSI EN 319 122-1) with a signing time, PAdES (EN 319 142-1) without one. What is read must be byte for byte what would be written of its parts.
/// </summary>
public sealed record DetachedCms(IReadOnlyList<byte[]> Certificates, byte[] Attributes, byte[] Signature, byte[]? Timestamp)
{
    private const string Data = "1.2.840.113549.1.7.1", SignedData = "1.2.840.113549.1.7.2", ContentType = "1.2.840.113549.1.9.3", MessageDigest = "1.2.840.113549.1.9.4", SigningTime = "1.2.840.113549.1.9.5",
        SigningCertificate = "1.2.840.113549.1.9.16.2.47", TimestampToken = "1.2.840.113549.1.9.16.2.14", Sha256 = "2.16.840.1.101.3.4.2.1", Rsa = "1.2.840.113549.1.1.1", EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, isConstructed: true), Second = new(TagClass.ContextSpecific, 1, isConstructed: true);

    public X509Certificate2 Signer { get; } = X509CertificateLoader.LoadCertificate(Certificates[0]);

    /// <summary>When it was made, as its maker says; nothing in a PDF, which says so itself.</summary>
    public DateTimeOffset? SaidAt { get; private init; }

    public static DetachedCms Make(ReadOnlySpan<byte> content, SealPen pen, bool saysWhen)
    {
        byte[][] certificates = [pen.Certificate.RawData, .. pen.Issuers.Select(i => i.RawData)];
        var attributes = AttributesOf(SHA256.HashData(content), SHA256.HashData(certificates[0]), saysWhen ? pen.At : null);
        return new(certificates, attributes, pen.Sign(attributes), null) { SaidAt = saysWhen ? pen.At : null };
    }

    /// <summary>The parts of a signature in our form; nothing otherwise.</summary>
    public static DetachedCms? Read(byte[] der)
    {
        try
        {
            return Parsed(der) is var read && read.Encode().AsSpan().SequenceEqual(der) ? read : null;
        }
        catch (Exception unreadable) when (unreadable is AsnContentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether it is the signer's, over these bytes. Both our own reading and the framework's must say so.</summary>
    public bool IsOver(byte[] content)
    {
        if (!AttributesOf(SHA256.HashData(content), SHA256.HashData(Certificates[0]), SaidAt).AsSpan().SequenceEqual(Attributes) || !IsSignersOver(Attributes))
            return false;
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        try
        {
            cms.Decode(Encode());
            cms.CheckSignature(verifySignatureOnly: true);
            return cms.SignerInfos.Count is 1 && cms.SignerInfos[0].Certificate?.RawDataMemory.Span.SequenceEqual(Certificates[0]) is true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(First))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                    Algorithm(writer, Sha256, hasNull: false);
                using (writer.PushSequence())
                    writer.WriteObjectIdentifier(Data);
                using (writer.PushSetOf(First))
                    foreach (var certificate in Certificates)
                        writer.WriteEncodedValue(certificate);
                using (writer.PushSetOf())
                    WriteSigner(writer);
            }
        }
        return writer.Encode();
    }

    private void WriteSigner(AsnWriter writer)
    {
        using var _ = writer.PushSequence();
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(Signer.IssuerName.RawData);
            writer.WriteInteger(Signer.SerialNumberBytes.Span);
        }
        Algorithm(writer, Sha256, hasNull: false);
        var attributes = Attributes.ToArray();
        attributes[0] = 0xA0;   // the set, under the tag it has here
        writer.WriteEncodedValue(attributes);
        var isRsa = Signer.PublicKey.Oid.Value is Rsa;
        Algorithm(writer, isRsa ? Rsa : EcdsaWithSha256, isRsa);
        writer.WriteOctetString(Signature);
        if (Timestamp is null)
            return;
        using (writer.PushSetOf(Second))
            Attribute(writer, TimestampToken, w => w.WriteEncodedValue(Timestamp));
    }

    private static byte[] AttributesOf(byte[] digest, byte[] certificate, DateTimeOffset? at)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            Attribute(writer, ContentType, w => w.WriteObjectIdentifier(Data));
            Attribute(writer, MessageDigest, w => w.WriteOctetString(digest));
            if (at is { } moment)
                Attribute(writer, SigningTime, w => w.WriteUtcTime(moment, 2049));
            Attribute(writer, SigningCertificate, w =>
            {
                using (w.PushSequence())
                using (w.PushSequence())
                using (w.PushSequence())
                    w.WriteOctetString(certificate);   // of SHA-256, which goes without saying
            });
        }
        return writer.Encode();
    }

    private static DetachedCms Parsed(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        info.ReadObjectIdentifier();
        var data = info.ReadSequence(First).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf();
        data.ReadSequence();
        var certificates = new List<byte[]>();
        for (var set = data.ReadSetOf(First); set.HasData;)
            certificates.Add(set.ReadEncodedValue().ToArray());
        var signer = data.ReadSetOf().ReadSequence();
        signer.ReadInteger();
        var identity = signer.ReadSequence();
        var (issuer, serial) = (identity.ReadEncodedValue(), identity.ReadIntegerBytes());
        signer.ReadSequence();
        var attributes = signer.ReadEncodedValue().ToArray();
        attributes[0] = 0x31;
        signer.ReadSequence();
        var signature = signer.ReadOctetString();
        var timestamp = signer.HasData ? ValueIn(signer.ReadSetOf(Second), TimestampToken)?.ReadEncodedValue().ToArray() : null;
        var own = certificates.FirstOrDefault(c => X509CertificateLoader.LoadCertificate(c) is var at && at.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span) && at.SerialNumberBytes.Span.SequenceEqual(serial.Span)) ?? throw new AsnContentException();
        return new([own, .. certificates.Where(c => c != own)], attributes, signature, timestamp)
        {
            SaidAt = ValueIn(new AsnReader(attributes, AsnEncodingRules.DER).ReadSetOf(), SigningTime)?.ReadUtcTime(2049),
        };
    }

    private static AsnReader? ValueIn(AsnReader attributes, string kind)
    {
        while (attributes.HasData)
        {
            var one = attributes.ReadSequence();
            if (one.ReadObjectIdentifier() == kind)
                return one.ReadSetOf();
        }
        return null;
    }

    private bool IsSignersOver(byte[] attributes)
    {
        using var rsa = Signer.GetRSAPublicKey();
        using var ecdsa = Signer.GetECDsaPublicKey();
        return rsa?.VerifyData(attributes, Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ?? ecdsa?.VerifyData(attributes, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ?? false;
    }

    private static void Algorithm(AsnWriter writer, string algorithm, bool hasNull)
    {
        using var _ = writer.PushSequence();
        writer.WriteObjectIdentifier(algorithm);
        if (hasNull)
            writer.WriteNull();
    }

    private static void Attribute(AsnWriter writer, string kind, Action<AsnWriter> value)
    {
        using var _ = writer.PushSequence();
        writer.WriteObjectIdentifier(kind);
        using (writer.PushSetOf())
            value(writer);
    }
}

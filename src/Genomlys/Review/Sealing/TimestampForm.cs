using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Review.Sealing;

/// <summary>
/// A timestamp token (RFC 3161, CMS of RFC 5652) in one form only: of what its service has not signed nothing is left that could be otherwise. Fails with
/// <see cref="AsnContentException"/> for what cannot be written so: another signer's identity than issuer and number, other algorithms than RSA and curves with SHA-2.
/// </summary>
internal static class TimestampForm
{
    private const string SignedData = "1.2.840.113549.1.7.2", TimestampInfo = "1.2.840.113549.1.9.16.1.4", Rsa = "1.2.840.113549.1.1.1";

    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Of each digest: the signature algorithms that go with it.</summary>
    private static readonly Dictionary<string, string[]> Algorithms = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.2.1"] = [Rsa, "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"],
        ["2.16.840.1.101.3.4.2.2"] = [Rsa, "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3"],
        ["2.16.840.1.101.3.4.2.3"] = [Rsa, "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4"],
    };

    /// <summary>The token's parts written anew, without lists of revoked certificates and without attributes that are not signed.</summary>
    public static byte[] Of(byte[] token)
    {
        var info = new AsnReader(token, AsnEncodingRules.BER).ReadSequence();
        info.ReadObjectIdentifier();
        var data = info.ReadSequence(First).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf(skipSortOrderValidation: true);
        var content = data.ReadSequence();
        content.ReadObjectIdentifier();
        var said = content.ReadSequence(First).ReadOctetString();
        var certificates = new List<byte[]>();
        for (var set = data.ReadSetOf(skipSortOrderValidation: true, First); set.HasData;)
            certificates.Add(set.ReadEncodedValue().ToArray());
        if (data.HasData && data.PeekTag().TagClass is TagClass.ContextSpecific)
            data.ReadEncodedValue();
        var signers = data.ReadSetOf(skipSortOrderValidation: true);
        var signer = signers.ReadSequence();
        signers.ThrowIfNotEmpty();
        signer.ReadInteger();
        var identity = signer.ReadSequence();
        var (issuer, serial) = (identity.ReadEncodedValue().ToArray(), identity.ReadIntegerBytes().ToArray());
        var digest = Algorithm.In(signer.ReadSequence());
        var attributes = signer.ReadEncodedValue().ToArray();
        var algorithm = Algorithm.In(signer.ReadSequence());
        var signature = signer.ReadOctetString();
        if (!Algorithms.TryGetValue(digest.Name, out var fitting) || !fitting.Contains(algorithm.Name))
            throw new AsnContentException();

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedData);
            using (writer.PushSequence(First))
            using (writer.PushSequence())
            {
                writer.WriteInteger(3);
                using (writer.PushSetOf())
                    digest.Write(writer);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(TimestampInfo);
                    using (writer.PushSequence(First))
                        writer.WriteOctetString(said);
                }
                using (writer.PushSetOf(First))
                    foreach (var certificate in certificates)
                        writer.WriteEncodedValue(certificate);
                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    writer.WriteInteger(1);
                    using (writer.PushSequence())
                    {
                        writer.WriteEncodedValue(issuer);
                        writer.WriteInteger(serial);
                    }
                    digest.Write(writer);
                    writer.WriteEncodedValue(attributes);
                    algorithm.Write(writer);
                    writer.WriteOctetString(signature);
                }
            }
        }
        return writer.Encode();
    }

    /// <summary>An algorithm whose parameters are nothing, said or not.</summary>
    private readonly record struct Algorithm(string Name, bool HasNull)
    {
        public static Algorithm In(AsnReader reader)
        {
            var (name, hasNull) = (reader.ReadObjectIdentifier(), reader.HasData);
            if (hasNull)
                reader.ReadNull();
            reader.ThrowIfNotEmpty();
            return new(name, hasNull);
        }

        public void Write(AsnWriter writer)
        {
            using var _ = writer.PushSequence();
            writer.WriteObjectIdentifier(Name);
            if (HasNull)
                writer.WriteNull();
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.WebUtilities;

namespace Genomlys.Shared.Data;

/// <summary>
/// Seals short secrets for their place in the database (AES-256-GCM): what is copied to another row or column, or changed in one bit, does not open.
/// The first bytes name the form, so that another one can follow.
/// </summary>
public sealed class Sealing(MasterKey master)
{
    private const int Form = 1, FormBytes = 4, NonceBytes = 12, TagBytes = 16;
    private readonly byte[] key = master.For("columns");

    public string Seal(string secret, string place)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        var made = new byte[FormBytes + NonceBytes + TagBytes + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(made, Form);
        RandomNumberGenerator.Fill(made.AsSpan(FormBytes, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(made.AsSpan(FormBytes, NonceBytes), text, made.AsSpan(FormBytes + NonceBytes + TagBytes), made.AsSpan(FormBytes + NonceBytes, TagBytes), Bound(place));
        return WebEncoders.Base64UrlEncode(made);
    }

    /// <summary>Null when it is not what was sealed for that place.</summary>
    public string? Open(string said, string place)
    {
        try
        {
            var made = WebEncoders.Base64UrlDecode(said);
            if (made.Length < FormBytes + NonceBytes + TagBytes || BinaryPrimitives.ReadInt32BigEndian(made) is not Form || WebEncoders.Base64UrlEncode(made) != said)
                return null;
            var text = new byte[made.Length - FormBytes - NonceBytes - TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(made.AsSpan(FormBytes, NonceBytes), made.AsSpan(FormBytes + NonceBytes + TagBytes), made.AsSpan(FormBytes + NonceBytes, TagBytes), text, Bound(place));
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception unsound) when (unsound is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Bound(string place) => Encoding.UTF8.GetBytes($"{Form} {place}");
}

/// <summary>The key ring of forms and cookies, sealed with the master key before it is written to disk.</summary>
internal sealed class SealedKeys(Sealing sealing) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", sealing.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting), SealedKey.Place)), typeof(SealedKey));
}

/// <summary>Opens what <see cref="SealedKeys"/> sealed. Its name stands in the files.</summary>
internal sealed class SealedKey(IServiceProvider services) : IXmlDecryptor
{
    internal const string Place = "key ring";

    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        services.GetRequiredService<Sealing>().Open(encryptedElement.Value, Place) ?? throw new SettingException(Words.Kernel["WrongMasterKey"]));
}

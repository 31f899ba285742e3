using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>
/// What is sealed with and whom is trusted, as configured: <c>Seal:Certificate</c> (PKCS #12, or PEM with <c>Seal:KeyFile</c>), <c>Seal:PasswordFile</c> or <c>Seal:Password</c>;
/// <c>Seal:Trust</c> and <c>Seal:Timestamp:Trust</c>, files of PEM with semicolons between. Throws <see cref="SettingException"/>, in words, where a setting cannot be used.
/// </summary>
public sealed class SealSettings(IConfiguration configuration)
{
    private static readonly Words Texts = Words.Of<SealPen>();

    /// <summary>The certificate; nothing where none is configured, and then a review is decided without a seal.</summary>
    public SealingCertificate? Own()
    {
        if (configuration["Seal:Certificate"] is not { Length: > 0 } path)
            return null;
        var password = configuration["Seal:PasswordFile"] is { Length: > 0 } file ? ReadText(file).Trim() : configuration["Seal:Password"];
        var made = Usable(path, () => configuration["Seal:KeyFile"] is { Length: > 0 } key ? SealingCertificate.OfPem(ReadText(path), ReadText(key), password)
            : IsPem(path) ? throw new SettingException(Texts.Format("Certificate.NoKey", path)) : SealingCertificate.OfPkcs12(Read(path), password));
        return made is { Problem: null } ? made : throw new SettingException(Texts.Format(made?.Problem ?? "Certificate.NoKey", path));
    }

    /// <summary>Whose seals are trusted: the configured ones, and one's own.</summary>
    public Trust Sealers() => new([.. All(configuration["Seal:Trust"]), .. Own() is { } own ? [own.Certificate] : Array.Empty<X509Certificate2>()]);

    /// <summary>Whose timestamps are.</summary>
    public Trust Services() => new(All(configuration["Seal:Timestamp:Trust"]));

    /// <summary>The certificates of files with semicolons between.</summary>
    public static IReadOnlyList<X509Certificate2> All(string? files) =>
        [.. (files ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(path =>
            Usable(path, () => Trust.Read(ReadText(path))) is [_, ..] read ? read : throw new SettingException(Texts.Format("Trust.Unreadable", path)))];

    private static T Usable<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(Texts.Format("Certificate.Unreadable", path));
        }
    }

    private static bool IsPem(string path) => Read(path).AsSpan().IndexOf("-----BEGIN"u8) >= 0;

    private static string ReadText(string path) => System.Text.Encoding.UTF8.GetString(Read(path));

    private static byte[] Read(string path) => File.Exists(path) ? File.ReadAllBytes(path) : throw new SettingException(Texts.Format("Seal.NoFile", path));
}

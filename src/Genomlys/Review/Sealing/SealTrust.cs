using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>Whose seals and timestamps are trusted here, as configured: <c>Seal:Trust</c> and <c>Seal:Timestamp:Trust</c>, files of PEM with semicolons between; and one's own certificate.</summary>
public sealed class SealTrust(IConfiguration configuration)
{
    /// <summary>Who seals.</summary>
    /// <exception cref="SettingException">A file is not there or holds no certificates.</exception>
    public Trust Sealers() => new([.. Read(configuration["Seal:Trust"]), .. SealingCertificate.Of(configuration) is { } own ? [own.Certificate] : Array.Empty<X509Certificate2>()]);

    /// <summary>Who stamps the time.</summary>
    public Trust Services() => new(Read(configuration["Seal:Timestamp:Trust"]));

    public static IReadOnlyList<X509Certificate2> Read(string? files) =>
        [.. (files ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(ReadOne)];

    private static IReadOnlyList<X509Certificate2> ReadOne(string path)
    {
        var words = Words.Of<SealPen>();
        if (!File.Exists(path))
            throw new SettingException(words.Format("Trust.NoFile", path));
        try
        {
            return Trust.Read(File.ReadAllText(path)) is [_, ..] read ? read : throw new SettingException(words.Format("Trust.Unreadable", path));
        }
        catch (CryptographicException)
        {
            throw new SettingException(words.Format("Trust.Unreadable", path));
        }
    }
}

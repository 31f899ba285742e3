using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Genomlys.Shared.Data;

/// <summary>
/// The one secret of an installation, made at its first start and never the same in two. From it follow the keys that columns and the key ring are sealed with.
/// It lies in <c>Keys:MasterFile</c> (a systemd credential, a mounted secret), otherwise beside the key ring, where only the program's own user may read it.
/// Whoever loses it loses what is sealed; whoever has it and the database can read it.
/// </summary>
public sealed class MasterKey
{
    private const int Bytes = 32;
    private const string FileName = "master.key";
    private readonly byte[] secret;

    private MasterKey(byte[] secret) => this.secret = secret;

    /// <summary>A key for one purpose, from which neither the master key nor another purpose's can be found.</summary>
    public byte[] For(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Of a database that is gone when the program ends.</summary>
    public static MasterKey Passing() => new(RandomNumberGenerator.GetBytes(Bytes));

    public static MasterKey Of(IConfiguration configuration, string folder)
    {
        if (configuration["Keys:MasterFile"] is { } stated)
            return File.Exists(stated) ? Read(stated) : throw new SettingException(Words.Kernel.Format("NoMasterKey", stated));   // a secret that is said to be there is not made up
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(folder, "key-*.xml").Any(f => File.ReadAllText(f).Contains(nameof(SealedKey), StringComparison.Ordinal)))
                throw new SettingException(Words.Kernel.Format("NoMasterKey", path));   // there are keys that only the lost one opens
            Make(path);
        }
        return Read(path);
    }

    /// <summary>Two starts at once: the second reads what the first has made.</summary>
    private static void Make(string path)
    {
        try
        {
            KeptFile.Write(path, WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // read below
        }
    }

    /// <summary>A key that was kept apart, laid where the program finds it and nobody else reads it.</summary>
    internal static void Put(string written, string folder) => KeptFile.Write(Path.Combine(folder, FileName), written);

    internal static MasterKey Read(string path)
    {
        try
        {
            if (WebEncoders.Base64UrlDecode(File.ReadAllText(path).Trim()) is { Length: Bytes } secret)
                return new MasterKey(secret);
        }
        catch (FormatException)
        {
            // said below
        }
        throw new SettingException(Words.Kernel.Format("BadMasterKey", path));
    }
}

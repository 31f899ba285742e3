using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Genomlys.Commands;

/// <summary>A self-signed certificate to try sealing with. Nobody vouches for it; an authority seals with one that somebody does.</summary>
internal static class SealCertificateVerb
{
    private const int Bits = 3072, Years = 3;

    public static Command Make()
    {
        var name = new Option<string>("--name") { Description = Cli.Texts["SealCertificate.Name"], Required = true };
        var to = new Option<string>("--out") { Description = Cli.Texts["SealCertificate.Out"], Required = true };
        var create = new Command("create", Cli.Texts["SealCertificate.Create"]) { name, to };
        create.SetAction(async (said, stop) => await WriteAsync(said.GetValue(name)!, said.GetValue(to)!, TimeProvider.System.GetUtcNow(), stop));
        return new Command("seal-certificate", Cli.Texts["SealCertificate"]) { create };
    }

    /// <summary>Writes <c>seal.pem</c> and <c>seal.key</c>, which only their owner reads; never over another's.</summary>
    public static async Task<int> WriteAsync(string name, string folder, DateTimeOffset now, CancellationToken stop)
    {
        var (certificate, key) = (Path.Combine(folder, "seal.pem"), Path.Combine(folder, "seal.key"));
        if (File.Exists(certificate) || File.Exists(key))
        {
            await Console.Error.WriteLineAsync(Cli.Texts.Format("SealCertificate.There", folder));
            return Cli.Refused;
        }
        Directory.CreateDirectory(folder);
        using var rsa = RSA.Create(Bits);
        using var made = Make(name, rsa, now);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new StreamWriter(key, options))
            await file.WriteAsync(rsa.ExportPkcs8PrivateKeyPem() + "\n");
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem() + "\n", stop);
        Console.WriteLine(Cli.Texts.Format("SealCertificate.Made", certificate, key, DateOnly.FromDateTime(made.NotAfter)));
        return Cli.Done;
    }

    private static X509Certificate2 Make(string name, RSA rsa, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddYears(Years));
    }
}

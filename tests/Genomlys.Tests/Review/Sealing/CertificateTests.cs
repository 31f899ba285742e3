using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Genomlys.Commands;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>The authority's certificate as configured, and why one is refused.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-certificate-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Where_none_is_configured_there_is_none() => Assert.Null(With().Own());

    [Theory, InlineData("pfx"), InlineData("pfx and password in a file"), InlineData("pem"), InlineData("pem and password")]
    public void One_that_can_seal_is_read_with_its_issuers(string how)
    {
        var own = how switch
        {
            "pfx" => With(("Seal:Certificate", Write("a.pfx", Pfx("hemligt"))), ("Seal:Password", "hemligt")).Own(),
            "pfx and password in a file" => With(("Seal:Certificate", Write("a.pfx", Pfx("hemligt"))), ("Seal:PasswordFile", Write("p.txt", "hemligt\n"u8.ToArray()))).Own(),
            "pem" => With(("Seal:Certificate", Pem("a.pem", Sealers.Own, Sealers.Issuer)), ("Seal:KeyFile", Key(Sealers.Own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()))).Own(),
            _ => With(("Seal:Certificate", Pem("a.pem", Sealers.Own, Sealers.Issuer)), ("Seal:Password", "hemligt"),
                ("Seal:KeyFile", Key(Sealers.Own.GetRSAPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("hemligt", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))))).Own(),
        };
        Assert.Equal(Sealers.Own.Thumbprint, own!.Certificate.Thumbprint);
        Assert.Equal([Sealers.Issuer.Thumbprint], own.Issuers.Select(i => i.Thumbprint));
        Assert.False(own.IsSelfSigned);
    }

    [Fact]
    public void It_is_refused_before_and_after_its_time()
    {
        var own = With(("Seal:Certificate", Write("a.pfx", Pfx("x"))), ("Seal:Password", "x")).Own()!;
        Assert.True(own.Holds(Sealers.At).IsDone);
        Assert.Equal("Certificate.NotYet", own.Holds(new(2024, 12, 31, 0, 0, 0, TimeSpan.Zero)).Problem);
        Assert.Equal("Certificate.Expired", own.Holds(new(2040, 1, 2, 0, 0, 0, TimeSpan.Zero)).Problem);
    }

    [Fact]
    public void What_cannot_seal_is_refused_in_words()
    {
        Refused("ingen privat nyckel", ("Seal:Certificate", Pem("a.pem", Sealers.Own)));
        Refused("ingen privat nyckel", ("Seal:Certificate", Write("n.pfx", X509CertificateLoader.LoadCertificate(Sealers.Own.RawData).Export(X509ContentType.Pkcs12))));
        Refused("inte till för underskrifter", Of(Sealers.Made("CN=Webb", Sealers.Issuer, purpose: "1.3.6.1.5.5.7.3.1")));
        Refused("inte till för underskrifter", Of(Sealers.Made("CN=Kryptering", Sealers.Issuer, use: X509KeyUsageFlags.KeyEncipherment)));
        Refused("inte till för underskrifter", Of(Sealers.Issuer));
        Refused("för kort", Of(Sealers.Made("CN=Kort", Sealers.Issuer, bits: 1024)));
        Refused("lösenordet", ("Seal:Certificate", Write("a.pfx", Pfx("rätt"))), ("Seal:Password", "fel"));
        Refused("finns inte", ("Seal:Certificate", Path.Combine(folder.FullName, "none.pfx")));
        Refused("går inte att läsa", ("Seal:Certificate", Pem("a.pem", Sealers.Own)), ("Seal:KeyFile", Key(Sealers.SelfSigned.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem())));
        Refused("går inte att läsa", ("Seal:Certificate", Write("b.pfx", [1, 2, 3])));
    }

    [Fact]
    public async Task The_programs_own_certificate_for_trying_out_seals_and_is_told_as_self_signed()
    {
        Assert.Equal(Cli.Done, await SealCertificateVerb.WriteAsync("Lindby kommun", folder.FullName, Sealers.At, Stop));
        var own = With(("Seal:Certificate", Path.Combine(folder.FullName, "seal.pem")), ("Seal:KeyFile", Path.Combine(folder.FullName, "seal.key"))).Own()!;
        Assert.Equal(("CN=Lindby kommun", true), (own.Certificate.Subject, own.IsSelfSigned));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "seal.key")));
        Assert.Equal(Cli.Refused, await SealCertificateVerb.WriteAsync("Lindby kommun", folder.FullName, Sealers.At, Stop));   // never over another's
        var package = await Decided.PackageAsync(new SealPen(own.Certificate, own.Issuers, Sealers.At));
        Assert.Equal("Check.SelfSigned", PackageVerification.Of(package.Bytes, Sealers.Trusted, Sealers.Nobody).Findings.Single().Key);
    }

    /// <summary>What the command line ends with is what a script goes by.</summary>
    [Fact]
    public async Task The_command_ends_by_its_verdict()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        var (zip, pdf, unpacked) = (Write("a.zip", package.Bytes), Write("a.pdf", package["report.pdf"]), folder.CreateSubdirectory("unpacked"));
        foreach (var (name, content) in package.Files)
            await File.WriteAllBytesAsync(Path.Combine(unpacked.FullName, name), content, Stop);
        Assert.All(new[] { zip, pdf, unpacked.FullName }, path => Assert.Equal(0, EndsWith(path, Sealers.Trusted)));
        Assert.All(new[] { zip, pdf, unpacked.FullName }, path => Assert.Equal(3, EndsWith(path, Sealers.Nobody)));
        await File.WriteAllTextAsync(Path.Combine(unpacked.FullName, "more.txt"), "", Stop);
        Assert.Equal(1, EndsWith(unpacked.FullName, Sealers.Trusted));
        Assert.Equal(1, EndsWith(Write("b.zip", package.Bytes[..^1]), Sealers.Trusted));
        Assert.Equal(2, EndsWith(Path.Combine(folder.FullName, "none.zip"), Sealers.Trusted));
        Assert.Equal(4, EndsWith(Write("c.zip", (await Decided.PackageAsync(null)).Bytes), Sealers.Trusted));
    }

    private static int EndsWith(string path, Trust trust) => VerifyReviewVerb.CheckAsync(path, trust, Sealers.Nobody, Stop).GetAwaiter().GetResult();

    private void Refused(string told, params (string Key, string Value)[] settings) => Assert.Contains(told, Assert.Throws<SettingException>(() => With(settings).Own()).Message, StringComparison.Ordinal);

    private (string, string)[] Of(X509Certificate2 certificate) => [("Seal:Certificate", Write("of.pfx", certificate.Export(X509ContentType.Pkcs12)))];

    private static SealSettings With(params (string Key, string Value)[] settings) => new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());

    private static byte[] Pfx(string password) => new X509Certificate2Collection(new[] { Sealers.Own, X509CertificateLoader.LoadCertificate(Sealers.Issuer.RawData) }).Export(X509ContentType.Pkcs12, password)!;

    private string Pem(string name, params X509Certificate2[] certificates) => Write(name, System.Text.Encoding.ASCII.GetBytes(string.Concat(certificates.Select(c => c.ExportCertificatePem() + "\n"))));

    private string Key(string pem) => Write("a.key", System.Text.Encoding.ASCII.GetBytes(pem));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}

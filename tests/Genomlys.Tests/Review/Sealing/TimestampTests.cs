using System.Text;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>A timestamp service's word on when something was sealed, and what happens without it.</summary>
public sealed class TimestampTests
{
    private static readonly Trust Services = new([TimestampServer.Issuer]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stamped_package_says_when_by_somebody_elses_word()
    {
        await using var server = new TimestampServer();
        var package = await StampedAsync(server);
        Assert.Equal((true, 3), (package.IsTimestamped, server.Asked));
        var report = PackageVerification.Of(package.Bytes, Sealers.Trusted, Services);
        Assert.Empty(report.Findings);
        Assert.Equal((SealVerdict.Valid, TimestampState.Trusted), (report.Verdict, report.Timestamp));
        Assert.InRange(report.TimestampedAt!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.Equal(TimestampState.Unknown, PackageVerification.Of(package.Bytes, Sealers.Trusted, Sealers.Nobody).Timestamp);
        Assert.Equal(TimestampState.Trusted, PackageVerification.Of(package["report.pdf"], Sealers.Trusted, Services).Timestamp);
    }

    [Fact]
    public async Task A_stamp_that_is_changed_of_something_else_or_taken_off_is_refused()
    {
        await using var server = new TimestampServer();
        var package = await StampedAsync(server);
        var (random, files) = (new Random(20251204), package.Files);
        foreach (var name in files.Select(f => f.Key).Where(n => n.EndsWith(".tsr", StringComparison.Ordinal)))
        {
            for (var n = 0; n < 200; n++)
            {
                var changed = package[name].ToArray();
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                Assert.Equal(SealVerdict.Broken, With(name, changed).Verdict);
            }
            Assert.Equal(SealVerdict.Broken, With(name, package[name is "manifest.json.p7s.tsr" ? "report.json.p7s.tsr" : "manifest.json.p7s.tsr"]).Verdict);
            Assert.Contains(PackageVerification.Of(StoredZip.Of(files.Where(f => f.Key != name)), Sealers.Trusted, Services).Findings, f => f == new SealFinding("Check.Missing", name));
        }

        SealReport With(string name, byte[] content) => PackageVerification.Of(StoredZip.Of(files.Select(f => f.Key == name ? new(name, content) : f)), Sealers.Trusted, Services);
    }

    /// <summary>Sealed by a certificate that is over since: what it said while it held is still worth what it was.</summary>
    [Fact]
    public async Task The_certificate_is_asked_of_the_moment_that_somebody_else_vouches_for()
    {
        await using var server = new TimestampServer();
        var over = Sealers.Made("CN=Över", Sealers.Issuer, until: Sealers.At.AddDays(1));   // over when the service says that it was used
        var package = await StampedAsync(server, over);
        Assert.Equal("Check.Expired", PackageVerification.Of(package.Bytes, Sealers.Trusted, Services).Findings.Single().Key);
    }

    [Theory, InlineData(1, "no"), InlineData(3, "no"), InlineData(1, "")]
    public async Task When_the_service_fails_it_is_sealed_without_a_stamp_and_says_so(int from, string says)
    {
        await using var server = new TimestampServer { Fails = (from, says) };
        var package = await StampedAsync(server);
        Assert.False(package.IsTimestamped);
        Assert.Contains("\"timestamped\": false", Encoding.UTF8.GetString(package["manifest.json"]), StringComparison.Ordinal);
        var report = PackageVerification.Of(package.Bytes, Sealers.Trusted, Services);
        Assert.Equal((SealVerdict.Valid, TimestampState.Missing), (report.Verdict, report.Timestamp));
        Assert.Equal(package.Bytes, (await Decided.PackageAsync(Sealers.Pen())).Bytes);
    }

    [Fact]
    public void An_address_that_is_none_is_named() =>
        Assert.Contains("ftp://tid", Assert.Throws<SettingException>(() => new TimestampAuthority(Settings("ftp://tid"))).Message, StringComparison.Ordinal);

    private static async Task<ArchivePackage> StampedAsync(TimestampServer server, System.Security.Cryptography.X509Certificates.X509Certificate2? own = null) =>
        await Decided.PackageAsync(Sealers.Pen(own) with { Stamp = new TimestampAuthority(Settings($"{server.Address}")).StampAsync });

    internal static IConfiguration Settings(string address) => new ConfigurationBuilder().AddInMemoryCollection([new("Seal:Timestamp:Address", address)]).Build();
}

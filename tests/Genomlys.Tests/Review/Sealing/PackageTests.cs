using System.IO.Compression;
using System.Text;
using Genomlys.Review.Sealing;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>An archive package: what it holds, and what each way of changing it is called.</summary>
public sealed class PackageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_package_is_valid_and_says_of_what()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        var report = PackageVerification.Of(package.Bytes, Sealers.Trusted, Sealers.Nobody);
        Assert.Empty(report.Findings);
        Assert.Equal((SealVerdict.Valid, Standing.Trusted, TimestampState.Missing, Sealers.At), (report.Verdict, report.Standing!.Value, report.Timestamp, report.SealedAt!.Value));
        Assert.Equal(Decided.Subject, report.Review);
        Assert.Equal(
            ["README.txt", "manifest.json", "manifest.json.p7s", "report.docx", "report.html", "report.json", "report.json.p7s", "report.pdf", "seal.pem"],
            package.Files.Select(f => f.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_makings_give_the_same_bytes() => Assert.Equal((await Decided.PackageAsync(Sealers.Pen())).Bytes, (await Decided.PackageAsync(Sealers.Pen())).Bytes);

    [Fact]
    public async Task Others_unpack_it_as_we_do()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        using var zip = new ZipArchive(new MemoryStream(package.Bytes));
        Assert.Equal(package.Files.Select(f => f.Key), zip.Entries.Select(e => e.FullName));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var from = await entry.OpenAsync(Stop);
            await from.CopyToAsync(content, Stop);
            Assert.Equal(package[entry.FullName], content.ToArray());
        }
    }

    [Fact]
    public async Task The_order_of_the_files_has_no_meaning() => Assert.Equal(SealVerdict.Valid, Verdict([.. (await Decided.PackageAsync(Sealers.Pen())).Files.Reverse()]).Verdict);

    [Fact]
    public async Task A_file_that_is_missing_added_twice_there_or_changed_is_named()
    {
        var files = (await Decided.PackageAsync(Sealers.Pen())).Files;
        foreach (var file in files.Select(f => f.Key))
        {
            Named(file is "manifest.json" ? "Check.NoManifest" : "Check.Missing", file, [.. files.Where(f => f.Key != file)]);
            Named("Check.Twice", file, [.. files, files.First(f => f.Key == file)]);
        }
        Named("Check.Extra", "evil.txt", [.. files, new("evil.txt", [1])]);
        Named("Check.Extra", "../evil.txt", [.. files, new("../evil.txt", [1])]);
        Named("Check.Changed", "report.docx", [.. files.Select(f => f.Key is "report.docx" ? new(f.Key, [.. f.Value, 0]) : f)]);
        Named("Check.Changed", "report.html", [.. files.Select(f => f.Key is "report.html" ? new(f.Key, []) : f)]);
        Named("Check.Manifest", "manifest.json", [.. files.Select(f => f.Key is "manifest.json" ? new(f.Key, [.. f.Value, (byte)' ']) : f)]);
        Named("Check.OtherCertificate", "manifest.json.p7s", [.. files.Select(f => f.Key is "manifest.json.p7s" ? new(f.Key, DetachedCms.Make(files.First(m => m.Key is "manifest.json").Value, Sealers.Pen(Sealers.Curve), true).Encode()) : f)]);
    }

    /// <summary>Whole to anyone who only compares hashes: the files are another's, the manifest fits them, and the seals are his own.</summary>
    [Fact]
    public async Task A_package_that_another_has_made_anew_is_of_an_unknown_seal()
    {
        var forged = await Decided.PackageAsync(Sealers.Pen(Sealers.SelfSigned));
        var report = PackageVerification.Of(forged.Bytes, Sealers.Trusted, Sealers.Nobody);
        Assert.Equal((SealVerdict.UnknownSeal, "Check.SelfSigned"), (report.Verdict, report.Findings.Single().Key));
        Assert.Equal(SealVerdict.Valid, PackageVerification.Of(forged.Bytes, new Trust([Sealers.SelfSigned]), Sealers.Nobody).Verdict);
        var unknown = PackageVerification.Of((await Decided.PackageAsync(Sealers.Pen())).Bytes, new Trust([Sealers.SelfSigned]), Sealers.Nobody);
        Assert.Equal((SealVerdict.UnknownSeal, "Check.UnknownIssuer"), (unknown.Verdict, unknown.Findings.Single().Key));
    }

    /// <summary>The PDF, or the JSON, of another decision under the same seal.</summary>
    [Fact]
    public async Task Parts_of_two_packages_do_not_make_one()
    {
        var one = await Decided.PackageAsync(Sealers.Pen());
        var other = await Decided.PackageAsync(Sealers.Pen(at: Sealers.At.AddDays(1)), Decided.Subject with { Version = 2 });
        foreach (var name in new[] { "report.pdf", "report.json.p7s", "manifest.json", "manifest.json.p7s" })
            Assert.Equal(SealVerdict.Broken, Verdict([.. one.Files.Select(f => f.Key == name ? new(name, other[name]) : f)]).Verdict);
    }

    [Fact]
    public async Task A_certificate_that_was_over_when_it_sealed_is_refused()
    {
        var short_ = Sealers.Made("CN=Kort", Sealers.Issuer, until: Sealers.At.AddDays(-1));
        var report = PackageVerification.Of((await Decided.PackageAsync(Sealers.Pen(short_))).Bytes, Sealers.Trusted, Sealers.Nobody);
        Assert.Equal((SealVerdict.Broken, "Check.Expired"), (report.Verdict, report.Findings.Single().Key));
        Assert.Equal(SealVerdict.Valid, PackageVerification.Of((await Decided.PackageAsync(Sealers.Pen(short_, Sealers.At.AddDays(-2)))).Bytes, Sealers.Trusted, Sealers.Nobody).Verdict);
    }

    [Fact]
    public async Task Without_a_certificate_it_is_whole_and_proves_nothing()
    {
        var package = await Decided.PackageAsync(null);
        Assert.Equal((false, SealVerdict.Unsealed), (package.IsSealed, PackageVerification.Of(package.Bytes, Sealers.Trusted, Sealers.Nobody).Verdict));
        Assert.Contains("Sigill saknas", Encoding.UTF8.GetString(package["README.txt"]), StringComparison.Ordinal);
        Assert.Equal(SealVerdict.Broken, Verdict([.. package.Files.Select(f => f.Key is "report.json" ? new(f.Key, [.. f.Value, 0]) : f)]).Verdict);
        // nor can the seals be taken off one that has them
        var files = (await Decided.PackageAsync(Sealers.Pen())).Files;
        Assert.Equal(SealVerdict.Broken, Verdict([.. files.Where(f => !f.Key.EndsWith(".p7s", StringComparison.Ordinal))]).Verdict);
    }

    [Fact]
    public async Task No_bit_of_a_signature_may_be_another()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        var (manifest, signature) = (package["manifest.json"], package["manifest.json.p7s"]);
        Assert.True(DetachedCms.Read(signature)!.IsOver(manifest));
        var taken = Enumerable.Range(0, signature.Length * 8).Where(bit =>
        {
            var changed = signature.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            return DetachedCms.Read(changed)?.IsOver(manifest) is true;
        });
        Assert.Empty(taken);
    }

    [Fact]
    public async Task A_zip_is_as_it_was_packed_or_refused()
    {
        var zip = (await Decided.PackageAsync(Sealers.Pen())).Bytes;
        var again = new MemoryStream();
        using (var target = new ZipArchive(again, ZipArchiveMode.Create, leaveOpen: true))
        using (var source = new ZipArchive(new MemoryStream(zip)))
            foreach (var entry in source.Entries)
            {
                await using var from = await entry.OpenAsync(Stop);
                await using var to = await target.CreateEntry(entry.FullName).OpenAsync(Stop);
                await from.CopyToAsync(to, Stop);
            }
        foreach (var changed in new[] { again.ToArray(), zip[..^1], [.. zip, 0], [0, .. zip], zip[..200], [.. zip, .. zip], [] })
            Assert.Contains(PackageVerification.Of(changed, Sealers.Trusted, Sealers.Nobody).Findings.Single().Key, new[] { "Check.NotAsPacked", "Check.NotAPackage" });
    }

    [Fact]
    public void A_code_has_130_bits_and_is_read_however_it_is_written()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => SealSubject.NewCode()).ToList();
        Assert.Equal(1000, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(code, SealSubject.CodeIn(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))));
        Assert.Equal(Decided.Code, SealSubject.CodeIn("o123abcdefghjkmnpqrstvwxyz"));
        Assert.Null(SealSubject.CodeIn(Decided.Code + "0"));
        Assert.Null(SealSubject.CodeIn(null));
    }

    private static SealReport Verdict(IReadOnlyList<KeyValuePair<string, byte[]>> files) => PackageVerification.Of(StoredZip.Of(files), Sealers.Trusted, Sealers.Nobody);

    private static void Named(string key, string file, IReadOnlyList<KeyValuePair<string, byte[]>> files)
    {
        var report = Verdict(files);
        Assert.Equal(SealVerdict.Broken, report.Verdict);
        Assert.Contains(new SealFinding(key, file), report.Findings);
    }
}

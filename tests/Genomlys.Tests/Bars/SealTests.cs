using Genomlys.Review.Sealing;
using Genomlys.Tests.Review.Sealing;

namespace Genomlys.Tests.Bars;

/// <summary>Bar 30: a sealed review in which one bit is another is refused, wherever the bit is.</summary>
[Trait("Bar", "30")]
public sealed class SealTests
{
    private const int Seed = 20251204, Tries = 1000;

    /// <summary>In the PDF, the JSON and the manifest in turn, within the package; the PDF by itself too.</summary>
    [Fact]
    public async Task No_changed_bit_of_pdf_json_or_manifest_is_taken()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        var (random, taken, names) = (new Random(Seed), new List<string>(), new[] { "report.pdf", "report.json", "manifest.json" });
        for (var n = 0; n < Tries; n++)
        {
            var name = names[n % names.Length];
            var (at, changed) = Changed(package[name], random);
            if (PackageVerification.Of(StoredZip.Of(package.Files.Select(f => f.Key == name ? new(name, changed) : f)), Sealers.Trusted, Sealers.Nobody).Verdict is not SealVerdict.Broken)
                taken.Add($"{name}, bit {at}");
            if (name is "report.pdf" && PackageVerification.Of(changed, Sealers.Trusted, Sealers.Nobody).Verdict is SealVerdict.Valid or SealVerdict.UnknownSeal)
                taken.Add($"{name} alone, bit {at}");
        }
        Assert.Equal(SealVerdict.Valid, PackageVerification.Of(package.Bytes, Sealers.Trusted, Sealers.Nobody).Verdict);   // unchanged it is good
        Bar.None(30, "none", taken, "of 1,000 packages with one bit changed in PDF, JSON or manifest, those that were taken", Seed);
    }

    /// <summary>As the file lies there, its directory and its times included.</summary>
    [Fact]
    public async Task No_changed_bit_of_the_package_itself_is_taken()
    {
        var package = await Decided.PackageAsync(Sealers.Pen());
        var (random, taken) = (new Random(Seed), new List<string>());
        for (var n = 0; n < Tries; n++)
        {
            var (at, changed) = Changed(package.Bytes, random);
            if (PackageVerification.Of(changed, Sealers.Trusted, Sealers.Nobody).Verdict is not SealVerdict.Broken)
                taken.Add($"bit {at}");
        }
        Bar.None(30, "none", taken, "of 1,000 packages with one bit changed anywhere, those that were taken", Seed);
    }

    [Fact]
    public async Task Two_makings_give_the_same_bytes()
    {
        var (one, other) = (await Decided.PackageAsync(Sealers.Pen()), await Decided.PackageAsync(Sealers.Pen()));
        Bar.None(30, "none", [.. one.Files.Where(f => !other[f.Key].AsSpan().SequenceEqual(f.Value)).Select(f => f.Key), .. one.Bytes.AsSpan().SequenceEqual(other.Bytes) ? Array.Empty<string>() : ["package"]], "files that differ between two packages of one decision");
    }

    private static (long At, byte[] Changed) Changed(byte[] content, Random random)
    {
        var at = random.NextInt64(content.LongLength * 8);
        var changed = content.ToArray();
        changed[at / 8] ^= (byte)(1 << (int)(at % 8));
        return (at, changed);
    }
}

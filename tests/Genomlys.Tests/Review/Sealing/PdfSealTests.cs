using System.Security.Cryptography;
using System.Text;
using Genomlys.Review.Sealing;
using Genomlys.Review.Sealing.Pdf;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>A seal in a PDF, as our own check and the tools of others see it.</summary>
public sealed class PdfSealTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-seal-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_sealed_pdf_is_whole_to_the_tools_of_others_and_keeps_its_tags(bool hasStreams)
    {
        Machine.SkipWithout("qpdf", "pdfsig", "pdfinfo");
        var made = await SealedAsync(await SourceAsync(hasStreams));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "a.pdf"), made, Stop);
        Assert.Contains("No syntax or stream encoding errors", (await Machine.RunAsync(folder.FullName, "qpdf", "--check", "a.pdf")).Said, StringComparison.Ordinal);
        var told = (await Machine.RunAsync(folder.FullName, "pdfsig", "a.pdf")).Said;
        foreach (var expected in new[] { "Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256", "Signature Field Name: Sigill", "CN=Lindby kommuns sigill" })
            Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.Matches("Tagged: +yes", (await Machine.RunAsync(folder.FullName, "pdfinfo", "a.pdf")).Said);
        Assert.Equal(Structure(await Machine.RunAsync(folder.FullName, "pdfinfo", "-struct-text", "source.pdf")), Structure(await Machine.RunAsync(folder.FullName, "pdfinfo", "-struct-text", "a.pdf")));
        var report = PackageVerification.Of(made, Sealers.Trusted, Sealers.Nobody);
        Assert.Equal((SealVerdict.Valid, Sealers.At, TimestampState.Missing), (report.Verdict, report.SealedAt!.Value, report.Timestamp));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_was_there_is_not_touched(bool hasStreams)
    {
        var source = await SourceAsync(hasStreams);
        Assert.True((await SealedAsync(source)).AsSpan().StartsWith(source));
    }

    [Fact]
    public async Task The_same_pdf_moment_and_rsa_key_give_the_same_bytes()
    {
        var source = await Decided.PdfAsync();
        Assert.Equal(await SealedAsync(source), await SealedAsync(source));
        Assert.NotEqual(await SealedAsync(source), await PdfSeal.SealAsync(source, Sealers.Pen(at: Sealers.At.AddSeconds(1)), Stop));
    }

    [Fact]
    public async Task A_key_on_a_curve_gives_another_seal_each_time_and_each_is_good()
    {
        var source = await Decided.PdfAsync();
        var (one, other) = (await PdfSeal.SealAsync(source, Sealers.Pen(Sealers.Curve), Stop), await PdfSeal.SealAsync(source, Sealers.Pen(Sealers.Curve), Stop));
        Assert.NotEqual(one, other);
        Assert.All([one, other], made => Assert.Equal(SealVerdict.Valid, PackageVerification.Of(made, Sealers.Trusted, Sealers.Nobody).Verdict));
    }

    [Fact]
    public async Task What_is_added_after_the_seal_is_told()
    {
        var made = await SealedAsync(await Decided.PdfAsync());
        foreach (var added in new[] { "\n"u8.ToArray(), "1 0 obj\n<< >>\nendobj\n"u8.ToArray(), made[^900..] })
            Assert.Contains(PackageVerification.Of([.. made, .. added], Sealers.Trusted, Sealers.Nobody).Findings, f => f.Key is "Check.Appended" or "Check.PdfSeal");
        Assert.Equal(SealVerdict.Broken, PackageVerification.Of(made[..^1], Sealers.Trusted, Sealers.Nobody).Verdict);
    }

    [Fact]
    public async Task A_pdf_is_sealed_once()
    {
        var made = await SealedAsync(await Decided.PdfAsync());
        await Assert.ThrowsAsync<InvalidDataException>(() => SealedAsync(made));
        await Assert.ThrowsAsync<InvalidDataException>(() => SealedAsync("%PDF-1.7\nstartxref\n0\n%%EOF"u8.ToArray()));
    }

    [Fact]
    public async Task Without_a_seal_a_pdf_shows_nothing() => Assert.Equal(SealVerdict.Unsealed, PackageVerification.Of(await Decided.PdfAsync(), Sealers.Trusted, Sealers.Nobody).Verdict);

    /// <summary>Whatever is sent to be checked, there is an answer.</summary>
    [Fact]
    public async Task Noise_is_answered()
    {
        var made = await SealedAsync(await Decided.PdfAsync());
        var random = new Random(20251204);
        for (var n = 0; n < 300; n++)
        {
            var noise = made.ToArray();
            var at = random.Next(noise.Length);
            random.NextBytes(noise.AsSpan(at, Math.Min(noise.Length - at, random.Next(1, 4000))));
            Assert.NotEqual(SealVerdict.Valid, PackageVerification.Of(n % 2 is 0 ? noise : noise[..at], Sealers.Trusted, Sealers.Nobody).Verdict);
        }
        foreach (var range in new[] { "[0 9999999999 9999999999 9999999999]", "[0 1 2 3]", "[0 0 0 0]" })
            Assert.Equal(SealVerdict.Broken, PackageVerification.Of(Encoding.ASCII.GetBytes($"%PDF-1.7 /ETSI.CAdES.detached /ByteRange {range}\n/M (D:20251204093015Z)\n/Contents <00>"), Sealers.Trusted, Sealers.Nobody).Verdict);
    }

    /// <summary>A page that has notes to click keeps them, whether their list stands in the page or elsewhere.</summary>
    [Theory, InlineData("[7 0 R]", "[7 0 R 8 0 R]"), InlineData("6 0 R", "6 0 R")]
    public async Task What_a_page_had_it_keeps(string annotations, string expected)
    {
        var made = Encoding.Latin1.GetString(await SealedAsync(Written("/Type /Catalog /Pages 2 0 R", "/Type /Pages /Kids [3 0 R] /Count 1", $"/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots {annotations} /Note (a \\) >> b)", "", "", "[7 0 R]")));
        Assert.Contains($"/Annots {expected}", made, StringComparison.Ordinal);
        Assert.Contains("(a \\) >> b)", made[made.LastIndexOf("3 0 obj", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains(expected is "6 0 R" ? "6 0 obj\n[7 0 R 8 0 R]" : "/Tabs /S", made, StringComparison.Ordinal);
    }

    private static Task<byte[]> SealedAsync(byte[] source) => PdfSeal.SealAsync(source, Sealers.Pen(), Stop);

    private async Task<byte[]> SourceAsync(bool hasStreams)
    {
        var source = await Decided.PdfAsync();
        var path = Path.Combine(folder.FullName, "source.pdf");
        await File.WriteAllBytesAsync(path, source, Stop);
        if (!hasStreams)
            return source;
        Machine.SkipWithout("qpdf");
        await Machine.RunAsync(folder.FullName, "qpdf", "--object-streams=generate", "--deterministic-id", "source.pdf", "streams.pdf");
        var made = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "streams.pdf"), Stop);
        Assert.True(made.AsSpan().IndexOf("/ObjStm"u8) > 0);
        return made;
    }

    private static string Structure((int Code, string Said) told) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(told.Said)));

    /// <summary>A small PDF with these objects; the seal's own are those after them.</summary>
    private static byte[] Written(params string[] objects)
    {
        var (text, places) = (new StringBuilder("%PDF-1.7\n"), new List<int>());
        foreach (var (n, says) in objects.Index())
        {
            places.Add(text.Length);
            text.Append($"{n + 1} 0 obj\n{(says is ['[', ..] ? says : $"<< {says} >>")}\nendobj\n");
        }
        var start = text.Length;
        text.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:D10} 00000 n \n"))}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}

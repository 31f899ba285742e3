using System.Text;
using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Review;
using Genomlys.Review.Sealing;

namespace Genomlys.Tests.Review.Sealing;

/// <summary>A decided review's files, as whoever decides hands them over.</summary>
internal static class Decided
{
    public const string Code = "0123A-BCDEF-GHJKM-NPQRS-TVWXYZ";

    private static readonly SemaphoreSlim One = new(1, 1);
    private static byte[]? pdf;

    public static readonly SealSubject Subject = new(ReviewKind.ManagementReview, 2025, 1, "2025", "Lindby kommun & söner", "LK 2025/1234", new(2025, 12, 4), Code);

    public static async Task<Dictionary<string, byte[]>> FilesAsync() => new()
    {
        ["report.pdf"] = await PdfAsync(), ["report.docx"] = [0x50, 0x4B, 3, 4], ["report.html"] = "<!DOCTYPE html><title>Rapport</title>"u8.ToArray(), ["report.json"] = Encoding.UTF8.GetBytes(Json),
    };

    public static async Task<ArchivePackage> PackageAsync(SealPen? pen, SealSubject? subject = null) => await ArchivePackage.MakeAsync(subject ?? Subject, await FilesAsync(), pen, TestContext.Current.CancellationToken);

    /// <summary>A report as it is set, tagged and with notes; once for all tests.</summary>
    public static async Task<byte[]> PdfAsync()
    {
        var options = new TypstOptions();
        Assert.SkipWhen(options.Missing() is not null, $"PDF cannot be made here: {options.Missing()?.Message}");
        await One.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (pdf is not null)
                return pdf;
            using var target = new MemoryStream();
            await using var worker = new TypstWorker(options);
            await new PdfWriter(worker).WriteAsync(new Document(new Cover("Ledningens genomgång", "Informationssäkerhet", "Lindby kommun", new(2025, 12, 4)), [new Block.Heading(1, "1", "Inledning"), new Block.Paragraph(new Inline.Text("Ett stycke."))]), target, TestContext.Current.CancellationToken);
            return pdf = target.ToArray();
        }
        finally
        {
            One.Release();
        }
    }

    private static string Json => $$"""{"year": 2025, "figures": [{{string.Join(", ", Enumerable.Range(1, 200))}}]}""";
}

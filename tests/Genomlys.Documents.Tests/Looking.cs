using Genomlys.Documents;
using Genomlys.Documents.Typst;
using Genomlys.Documents.Web;
using Genomlys.Documents.Word;

namespace Genomlys.Tests.Documents;

/// <summary>Writes the sample in every form where GENOMLYS_LOOK says, for eyes.</summary>
public sealed class Looking
{
    [Fact]
    public async Task The_sample_in_every_form_for_eyes()
    {
        var folder = Environment.GetEnvironmentVariable("GENOMLYS_LOOK") ?? "";
        Assert.SkipWhen(folder is "", "GENOMLYS_LOOK names no folder.");
        await using var worker = Making.Worker();
        foreach (var writer in (IDocumentWriter[])[new PlainText(), new WebWriter(), new WordWriter(), new PdfWriter(worker)])
            foreach (var isDraft in (bool[])[false, true])
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{(isDraft ? "utkast" : "genomgang")}.{writer.Extension}"), await writer.BytesAsync(isDraft ? Sample.Review(isDraft) : Sample.WithLogo(Sample.Review())), TestContext.Current.CancellationToken);
    }
}

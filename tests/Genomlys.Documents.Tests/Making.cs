using Genomlys.Documents;
using Genomlys.Documents.Typst;

namespace Genomlys.Tests.Documents;

/// <summary>Documents written to memory, and the worker the tests share a way of starting.</summary>
internal static class Making
{
    public static async Task<byte[]> BytesAsync(this IDocumentWriter writer, Document document)
    {
        using var target = new MemoryStream();
        await writer.WriteAsync(document, target, TestContext.Current.CancellationToken);
        return target.ToArray();
    }

    public static TypstWorker Worker(Func<TypstOptions, TypstOptions>? change = null)
    {
        var options = new TypstOptions();
        Assert.SkipWhen(options.Missing() is not null, $"PDF cannot be made here: {options.Missing()?.Message}");
        return new TypstWorker(change is null ? options : change(options));
    }

    public static Document Short(params IReadOnlyList<Block> blocks) => new(new Cover("Rapport", "Prov", "Förvaltningen", new(2025, 12, 4)), blocks);
}

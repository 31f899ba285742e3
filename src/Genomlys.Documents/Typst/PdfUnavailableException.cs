namespace Genomlys.Documents.Typst;

/// <summary>This machine cannot make PDF; everything else works. The reason is a text key: Pdf.NoNode, Pdf.NoWorker, Pdf.NoPackages or Pdf.NoFonts.</summary>
public sealed class PdfUnavailableException(string reason, string detail, Exception? inner = null) : Exception($"{reason}: {detail}", inner)
{
    public string Reason { get; } = reason;
}

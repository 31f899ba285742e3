namespace Genomlys.Documents.Web;

public sealed class WebWriter : IDocumentWriter
{
    public string Extension => "html";
    public string MediaType => "text/html";
    public static string Fragment(Document document) => document.Cover.Title;
    public Task WriteAsync(Document document, Stream target, CancellationToken stop) => Task.CompletedTask;
}

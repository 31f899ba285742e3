namespace Genomlys.Documents;

/// <summary>A form a document can take.</summary>
public interface IDocumentWriter
{
    string Extension { get; }
    string MediaType { get; }
    Task WriteAsync(Document document, Stream target, CancellationToken stop);
}

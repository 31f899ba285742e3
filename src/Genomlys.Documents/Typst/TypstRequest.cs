namespace Genomlys.Documents.Typst;

/// <summary>What the worker is asked: a template of its folder, the document as JSON, the moment that stands in the file, the PDF standard.</summary>
public sealed record TypstRequest(string Template, string Document, long Timestamp, string Standard);

/// <summary>The document could not be set: the compiler's own words.</summary>
public sealed class TypstException(string message, Exception? inner = null) : Exception(message, inner);

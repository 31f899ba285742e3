namespace Genomlys.Documents.Word;

/// <summary>The authority's template cannot be read. The reason is a text key: Word.TemplateUnreadable or Word.TemplateTooLarge.</summary>
public sealed class WordTemplateException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    public string Reason { get; } = reason;
}

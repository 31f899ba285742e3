using System.Text;

namespace Genomlys.Documents.Web;

/// <summary>Markup being written. What it is given is text; only names of elements and the pictures we drew ourselves are not escaped.</summary>
internal sealed class Html
{
    private readonly StringBuilder markup = new();

    /// <summary>An element around what is written meanwhile; an attribute that is null is left out.</summary>
    public Html In(string element, Action content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(element, attributes);
        content();
        markup.Append("</").Append(element).Append('>');
        return this;
    }

    public Html In(string element, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(element, attributes);
        Text(text);
        markup.Append("</").Append(element).Append('>');
        return this;
    }

    public Html Empty(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(element, attributes);
        return this;
    }

    public Html Text(string text)
    {
        markup.Append(Escape(text));
        return this;
    }

    /// <summary>Our own picture or stylesheet, as it is.</summary>
    public Html Own(string source)
    {
        markup.Append(source);
        return this;
    }

    public override string ToString() => markup.ToString();

    private void Open(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        markup.Append('<').Append(element);
        foreach (var (name, value) in attributes)
            if (value is not null)
                markup.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
        markup.Append('>');
    }

    /// <summary>Letters of Swedish stay letters.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
}

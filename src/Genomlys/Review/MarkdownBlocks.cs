using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Genomlys.Review;

/// <summary>What an author wrote, as blocks of the report: paragraphs, lists, bold, italics, links, and figures by key. HTML and pictures stay text.</summary>
public static partial class MarkdownBlocks
{
    private const int Deepest = 8;
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The keys of the figures that a text names.</summary>
    public static IReadOnlyList<string> FigureKeys(string markdown) => [.. Named().Matches(markdown).Select(m => m.Groups["key"].Value).Distinct()];

    public static IReadOnlyList<Documents.Block> Of(string markdown, Func<string, Documents.Inline> figure) =>
        Parsed(markdown) is { } parsed
            ? [.. parsed.SelectMany(block => Blocks(block, figure, 0))]
            : [.. markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => new Documents.Block.Paragraph([text]))];

    /// <summary>Null when it is nested deeper than anyone means; it is then printed as it was typed.</summary>
    private static MarkdownDocument? Parsed(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Plain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<Documents.Block> Blocks(Markdig.Syntax.Block block, Func<string, Documents.Inline> figure, int depth) => block switch
    {
        HeadingBlock heading => Plainly(heading.Inline) is var text && string.IsNullOrWhiteSpace(text) ? [] : [new Documents.Block.Heading(Math.Min(heading.Level, 3), "", text)],
        ParagraphBlock paragraph => [new Documents.Block.Paragraph([.. Inlines(paragraph.Inline, figure)])],
        ListBlock list when depth < Deepest => [new Documents.Block.List(list.IsOrdered,
            [.. list.OfType<ListItemBlock>().Select(item => (IReadOnlyList<Documents.Inline>)[.. item.Descendants<ParagraphBlock>().SelectMany(p => Inlines(p.Inline, figure))])])],
        QuoteBlock quote when depth < Deepest => quote.SelectMany(inner => Blocks(inner, figure, depth + 1)),
        LeafBlock leaf when leaf.Lines.ToString() is { Length: > 0 } text => [new Documents.Block.Paragraph([text])],
        _ => [],
    };

    private static IEnumerable<Documents.Inline> Inlines(ContainerInline? content, Func<string, Documents.Inline> figure)
    {
        foreach (var inline in content ?? Enumerable.Empty<Markdig.Syntax.Inlines.Inline>())
            foreach (var piece in inline switch
            {
                LiteralInline literal => WithFigures(literal.Content.ToString(), figure),
                EmphasisInline { DelimiterCount: > 1 } strong => [new Documents.Inline.Strong(Plainly(strong))],
                EmphasisInline emphasis => [new Documents.Inline.Emphasis(Plainly(emphasis))],
                LinkInline { IsImage: false, Url: { Length: > 0 } url } link when IsSafe(url) => [new Documents.Inline.Link(Plainly(link), url)],
                AutolinkInline auto when IsSafe(auto.Url) => [new Documents.Inline.Link(auto.Url, auto.Url)],
                CodeInline code => WithFigures(code.Content, figure),
                LineBreakInline => [new Documents.Inline.Text(" ")],
                ContainerInline container => Inlines(container, figure),
                _ => (IEnumerable<Documents.Inline>)[],
            })
                yield return piece;
    }

    private static IEnumerable<Documents.Inline> WithFigures(string text, Func<string, Documents.Inline> figure)
    {
        var at = 0;
        foreach (Match match in Named().Matches(text))
        {
            if (match.Index > at)
                yield return text[at..match.Index];
            yield return figure(match.Groups["key"].Value);
            at = match.Index + match.Length;
        }
        if (at < text.Length)
            yield return text[at..];
    }

    private static string Plainly(ContainerInline? content) => string.Concat((content ?? Enumerable.Empty<Markdig.Syntax.Inlines.Inline>()).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        ContainerInline inner => Plainly(inner),
        _ => "",
    }));

    private static bool IsSafe(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith('#') || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"\{\{\s*(?<key>[A-Za-z][\w.-]*)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}

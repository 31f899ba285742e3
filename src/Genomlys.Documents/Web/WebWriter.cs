using System.Text;

namespace Genomlys.Documents.Web;

/// <summary>The document as one HTML file that needs nothing else, and as a fragment for a page of the program.</summary>
public sealed class WebWriter : IDocumentWriter
{
    public string Extension => "html";
    public string MediaType => "text/html; charset=utf-8";

    /// <summary>What the fragment's class names mean; a page of the program serves it as a stylesheet.</summary>
    public static string Stylesheet { get; } = Resource.Text("report.css");

    /// <summary>The blocks and their notes in a div of class "report": no cover, chapters as h2, no style and no script inside.</summary>
    public static string Fragment(Document document)
    {
        var html = new Html();
        return html.In("div", () => html.Own(new WebBody(Proof.Read(document)).Draw()), ("class", "report"), ("lang", document.Language)).ToString();
    }

    public async Task WriteAsync(Document document, Stream target, CancellationToken stop)
    {
        await using var text = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await text.WriteAsync(Page(Proof.Read(document)).AsMemory(), stop);
    }

    private static string Page(Document document)
    {
        var html = new Html();
        html.Own("<!DOCTYPE html>\n").In("html", () =>
        {
            html.In("head", () =>
            {
                html.Empty("meta", ("charset", "utf-8")).Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.In("title", $"{document.Cover.Title} – {document.Cover.Organisation}").Empty("meta", ("name", "author"), ("content", document.Cover.Organisation));
                html.In("style", () => html.Own(Stylesheet).Own(Resource.Text("page.css")));
            });
            html.In("body", () => html.In("main", () =>
            {
                html.In("header", () => Cover(html, document));
                html.Own(new WebBody(document).Draw());
            }, ("class", "report")));
        }, ("lang", document.Language));
        return html.ToString();
    }

    private static void Cover(Html html, Document document)
    {
        if (document.Cover.Logo is { } logo)
            html.Empty("img", ("class", "logo"), ("src", $"data:image/png;base64,{Convert.ToBase64String(logo.Png)}"), ("alt", logo.Alt), ("width", $"{logo.PixelWidth}"), ("height", $"{logo.PixelHeight}"));   // the file needs nothing else
        html.In("p", document.Cover.Organisation, ("class", "organisation"));
        if (document.IsDraft)
            html.In("p", Words.In(document.Language)["Draft"], ("class", "draft"));
        html.In("h1", document.Cover.Title).In("p", document.Cover.Subtitle, ("class", "subtitle"));
        if (document.Cover.Facts.Count > 0)
            html.In("dl", () =>
            {
                foreach (var fact in document.Cover.Facts)
                    html.In("dt", fact.Label).In("dd", fact.Value);
            });
    }
}

using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using static Genomlys.Documents.Word.Wml;

namespace Genomlys.Documents.Word;

/// <summary>A Word document that opens without mending: heading styles, a contents field, footnotes, native charts. Same document, same bytes.</summary>
public sealed class WordWriter(WordOptions? options = null) : IDocumentWriter
{
    private readonly WordOptions options = options ?? new();

    public string Extension => "docx";
    public string MediaType => "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public async Task WriteAsync(Document document, Stream target, CancellationToken stop) =>
        await target.WriteAsync(FixedZip.Of(Package(Proof.Read(document))), stop);

    private byte[] Package(Document document)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var (words, main) = (Words.In(document.Language), package.AddMainDocumentPart());
            var body = new WordBody(document, chart => AddChart(main, chart, document.Language), new Links(main).Id);
            main.Feed(body.Draw(WordFrame.Section()));
            if (document.Cover.Logo is { } logo)
                main.AddImagePart(ImagePartType.Png, WordPicture.LogoId).FeedData(new MemoryStream(logo.Png));
            main.AddNewPart<FootnotesPart>("rFootnotes").Feed(WordNotes.Of(body.Notes));
            main.AddNewPart<NumberingDefinitionsPart>("rNumbering").Feed(Numbering(body.NumberedLists));
            AddStyles(main, Spoken("styles.xml", document.Language));
            main.AddNewPart<DocumentSettingsPart>("rSettings").Feed(Spoken("settings.xml", document.Language));
            main.AddNewPart<HeaderPart>(WordFrame.HeaderId).Feed(WordFrame.Header(document, words));
            main.AddNewPart<HeaderPart>(WordFrame.FirstHeaderId).Feed(WordFrame.FirstHeader(document, words));
            main.AddNewPart<FooterPart>(WordFrame.FooterId).Feed(WordFrame.Footer(document, words, PageGuess.Of(document).Values.DefaultIfEmpty(2).Max()));
            main.AddNewPart<FooterPart>(WordFrame.FirstFooterId).Feed(WordFrame.FirstFooter());
            package.AddCoreFilePropertiesPart().Feed(WordProperties.Core(document, words));
            package.AddExtendedFilePropertiesPart().Feed(WordProperties.App(document));
            package.NameParts();
        }
        return file.ToArray();
    }

    private void AddStyles(MainDocumentPart main, XDocument ours)
    {
        main.AddNewPart<StyleDefinitionsPart>("rStyles").Feed(options.Template?.StylesWith(ours) ?? ours);
        if (options.Template is null)
            WordFonts.Add(main, options.FontsFolder);
        else if (options.Template.Theme is { } theme)
            main.AddNewPart<ThemePart>("rTheme").FeedData(new MemoryStream(theme));
    }

    private static string AddChart(MainDocumentPart main, Block.Chart chart, string language)
    {
        var id = $"rChart{main.ChartParts.Count() + 1}";
        var part = main.AddNewPart<ChartPart>(id);
        part.Feed(WordChart.Draw(chart, language));
        using var workbook = new MemoryStream(ChartWorkbook.Of(chart));
        part.AddEmbeddedPackagePart(EmbeddedPackagePartType.Xlsx, WordChart.WorkbookId).FeedData(workbook);
        return id;
    }

    private static XDocument Numbering(int lists)
    {
        var numbering = XDocument.Parse(Resource.Text("numbering.xml"));
        numbering.Root!.Add(Enumerable.Range(2, lists).Select(n => El("num", At("numId", n), Val("abstractNumId", 1), El("lvlOverride", At("ilvl", 0), Val("startOverride", 1)))));
        return numbering;
    }

    private static XDocument Spoken(string resource, string language) =>
        XDocument.Parse(language == "en" ? Resource.Text(resource).Replace("sv-SE", "en-GB").Replace("<w:decimalSymbol w:val=\",\"/>", "<w:decimalSymbol w:val=\".\"/>") : Resource.Text(resource));

    /// <summary>Addresses outside the document, each once.</summary>
    private sealed class Links(MainDocumentPart main)
    {
        private readonly Dictionary<string, string> ids = [];

        public string Id(string href)
        {
            if (!ids.TryGetValue(href, out var id))
                main.AddHyperlinkRelationship(new(href), isExternal: true, ids[href] = id = $"rLink{ids.Count + 1}");
            return id;
        }
    }
}

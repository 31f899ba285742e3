using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Genomlys.Documents.Word;

namespace Genomlys.Tests.Documents.Word;

public sealed class WordTemplateTests
{
    [Fact]
    public async Task The_authority_has_its_own_headings_under_any_language_of_Word()
    {
        using var file = await ReviewWithAsync("""
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Brdtext"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:color w:val="C40064"/></w:rPr></w:style>
            <w:style w:type="paragraph" w:customStyle="1" w:styleId="Brdtext"><w:name w:val="Stadens text"/><w:basedOn w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:customStyle="1" w:styleId="Source"><w:name w:val="Something else"/><w:basedOn w:val="Rubrik1"/></w:style>
            """);
        var styles = file.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().ToDictionary(s => s.StyleId!.Value!);
        Assert.Equal("C40064", styles["Heading1"].Descendants<Color>().Single().Val!.Value);
        Assert.Empty(styles["Heading1"].Descendants<NumberingProperties>());
        Assert.Equal("Brdtext", styles["Heading1"].NextParagraphStyle!.Val!.Value);
        Assert.Equal("Heading1", styles["SourceOwn"].BasedOn!.Val!.Value);
        Assert.Contains("Heading2", styles.Keys);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_is_no_template_is_refused_by_name()
    {
        Assert.Equal("Word.TemplateUnreadable", Assert.Throws<WordTemplateException>(() => WordTemplate.Read(new MemoryStream(Encoding.UTF8.GetBytes("no zip")))).Reason);
        Assert.Equal("Word.TemplateUnreadable", Assert.Throws<WordTemplateException>(() => WordTemplate.Read(Template("<!DOCTYPE x [<!ENTITY a 'b'>]>", ""))).Reason);
    }

    [Fact]
    public void A_template_that_unfolds_without_end_is_refused() =>
        Assert.Equal("Word.TemplateTooLarge", Assert.Throws<WordTemplateException>(() => WordTemplate.Read(Template("", new string(' ', 9 << 20)))).Reason);

    [Fact]
    public void What_a_template_lacks_is_named()
    {
        var template = WordTemplate.Read(Template("", """<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>"""));
        Assert.Equal(["Normal", "heading 2", "heading 3"], template.Lacks);
        Assert.Contains("Title", template.Borrows);
        Assert.DoesNotContain("heading 1", template.Borrows);
    }

    [Fact]
    public void Elements_within_elements_without_end_are_refused() =>
        Assert.Equal("Word.TemplateUnreadable", Assert.Throws<WordTemplateException>(() => WordTemplate.Read(Template("", string.Concat(Enumerable.Repeat("<w:x>", 20_000)) + string.Concat(Enumerable.Repeat("</w:x>", 20_000))))).Reason);

    private static async Task<WordprocessingDocument> ReviewWithAsync(string styles) =>
        WordprocessingDocument.Open(new MemoryStream(await new WordWriter(new() { Template = WordTemplate.Read(Template("", styles)) }).BytesAsync(Sample.Review())), isEditable: false);

    private static MemoryStream Template(string before, string styles)
    {
        var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Template))
        {
            var main = package.AddMainDocumentPart();
            main.Document = new(new Body());
            main.AddNewPart<StyleDefinitionsPart>().FeedData(new MemoryStream(Encoding.UTF8.GetBytes($"{before}<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{styles}</w:styles>")));
        }
        return new(file.ToArray());
    }
}

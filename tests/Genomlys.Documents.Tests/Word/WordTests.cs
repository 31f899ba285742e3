using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Genomlys.Documents;
using Genomlys.Documents.Word;

namespace Genomlys.Tests.Documents.Word;

public sealed class WordTests
{
    [Theory]
    [InlineData(false, "sv")]
    [InlineData(true, "sv")]
    [InlineData(true, "en")]
    public async Task The_file_follows_the_schema_of_Word(bool isDraft, string language)
    {
        using var file = await OpenAsync(Sample.Review(isDraft) with { Language = language });
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}");
        Assert.Equal("", string.Join("\n", errors));
    }

    private static async Task<WordprocessingDocument> OpenAsync(Document document) =>
        WordprocessingDocument.Open(new MemoryStream(await new WordWriter().BytesAsync(document)), isEditable: false);
}

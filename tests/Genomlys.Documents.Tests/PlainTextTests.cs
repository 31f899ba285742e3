using System.Text;
using System.Text.Json;
using Genomlys.Documents;

namespace Genomlys.Tests.Documents;

public sealed class PlainTextTests
{
    [Fact]
    public async Task A_note_used_twice_is_written_once()
    {
        var document = Making.Short(
            new Block.Heading(1, "1", "Incidenter"),
            new Block.Paragraph("Totalt ", new Inline.Figure("46", "incidents.total", "/incidents", "Räknat: alla"), " incidenter."),
            new Block.List(true, [["Åter ", new Inline.Figure("46", "incidents.total", "/incidents", "Räknat: alla")]]),
            new Block.Note("Inget underlag.") { Title = "Obs" },
            new Block.Table("Antal", ["Enhet", "Antal"], [["Lindby", "46"]]));
        Assert.Equal("""
            Rapport
            1 Incidenter
            Totalt 46 [1: Räknat: alla] incidenter.
            1. Åter 46 [1]
            | Obs Inget underlag.
            Antal
            Enhet | Antal
            Lindby | 46

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(await new PlainText().BytesAsync(document)));
    }

    [Fact]
    public async Task A_document_survives_being_kept_as_JSON()
    {
        var kept = JsonSerializer.Deserialize<Document>(JsonSerializer.Serialize(Sample.Review(isDraft: true)))!;
        Assert.Equal(await new PlainText().BytesAsync(Sample.Review(isDraft: true)), await new PlainText().BytesAsync(kept));
        Assert.Equal(await new Genomlys.Documents.Word.WordWriter().BytesAsync(Sample.Review()), await new Genomlys.Documents.Word.WordWriter().BytesAsync(kept with { IsDraft = false }));
    }
}

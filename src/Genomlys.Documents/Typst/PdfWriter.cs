using System.Text.Json;
using System.Text.Json.Nodes;

namespace Genomlys.Documents.Typst;

/// <summary>PDF/UA-1: the compiler refuses a document that is not accessible. Same document, same bytes.</summary>
public sealed class PdfWriter(TypstWorker worker, string template = "report.typ", string standard = "ua-1") : IDocumentWriter
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    public string Extension => "pdf";
    public string MediaType => "application/pdf";

    public async Task WriteAsync(Document document, Stream target, CancellationToken stop)
    {
        var timestamp = new DateTimeOffset(document.Cover.Date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var pdf = await worker.RenderAsync(new(template, Json(Proof.Read(document)).ToJsonString(Plain), timestamp, standard), stop);
        await target.WriteAsync(pdf, stop);
    }

    /// <summary>The document as the template reads it: with its words, its notes numbered and its charts drawn.</summary>
    private static JsonNode Json(Document document)
    {
        var json = JsonSerializer.SerializeToNode(document, Plain)!;
        var words = Words.In(document.Language);
        if (document.Cover.Logo is { } logo)
            json["cover"]!["logo"] = new JsonObject { ["bytes"] = new JsonArray([.. logo.Png.Select(b => JsonValue.Create((int)b))]), ["alt"] = logo.Alt, ["width"] = logo.Width };
        json["words"] = new JsonObject(new[] { "Source", "Table", "Chart", "Draft" }.Select(key => KeyValuePair.Create(key, (JsonNode?)words[key])));
        foreach (var (n, block) in document.Blocks.Index())
            if (block is Block.Chart chart)
                json["blocks"]![n]!["svg"] = ChartSvg.Draw(chart, document.Language);
        Number(json["blocks"]!, new Notes());
        return json;
    }

    private static void Number(JsonNode node, Notes notes)
    {
        if (node is JsonArray array)
        {
            foreach (var child in array.OfType<JsonNode>())
                Number(child, notes);
            return;
        }
        if (node is not JsonObject part)
            return;
        var note = (string?)part["kind"] switch { "footnote" => (string?)part["value"], "figure" => (string?)part["note"], _ => "" };
        if (note is not ("" or null))
            (part["number"], part["isFirst"]) = notes.Refer(note) is var (number, isFirst) ? (number, isFirst) : default;
        foreach (var child in part.Select(p => p.Value).OfType<JsonNode>().ToList())
            Number(child, notes);
    }
}

using Genomlys.Documents;
using Genomlys.Shared;

namespace Genomlys.DataSubjects;

/// <summary>The extract for the person, as a document: a chapter for each register, a table for each record.</summary>
internal static class ExtractDocument
{
    private const int MostRecords = 300;
    private static readonly Words Texts = Words.Of<DataSubjectsModule>();

    public static Document Of(Extract extract, string organisation, DateOnly day, string language) => new(
        new Cover(Texts["Title"], Texts["Document.Subtitle"], organisation, day)
        {
            Facts =
            [
                new(Texts["Name"], extract.Request.Name),
                .. new[] { ("Mail", extract.Request.Mail), ("SignInName", extract.Request.SignInName), ("Number", extract.Request.Number), ("Because", extract.Request.Because) }
                    .Where(f => f.Item2 is not "").Select(f => new Fact(Texts[f.Item1], f.Item2)),
                new(Texts["At"], $"{Period.DayOf(extract.At):yyyy-MM-dd}"),
            ],
        },
        [
            new Block.Heading(1, "1", Texts["Summary"]),
            extract.Parts is [] ? new Block.Paragraph(Texts["Found.None"])
                : new Block.Table(Texts["Summary.Table"], [Texts["Register"], Texts["Records"]], [.. extract.Parts.Select(p => (IReadOnlyList<Cell>)[p.Title, $"{p.Records.Count}"])]) { NumberColumns = [1] },
            .. ExtractJson.Notes(extract).Select(note => new Block.Paragraph(note)),
            .. extract.Parts.Index().SelectMany(p => Chapter(p.Item, p.Index + 2)),
        ])
    { Language = language };

    private static IEnumerable<Block> Chapter(ExtractPart part, int number)
    {
        yield return new Block.Heading(1, $"{number}", part.Title);
        foreach (var (n, record) in part.Records.Take(MostRecords).Index())
        {
            yield return new Block.Heading(2, $"{number}.{n + 1}", record.Title is "" ? Texts.Format("Record", n + 1) : record.Title);
            if (record.ArchivedAt is { } at)
                yield return new Block.Paragraph(Texts.Format("Archived.At", $"{Period.DayOf(at):yyyy-MM-dd}"));
            yield return new Block.Table(Texts.Format("Record.Table", part.Title, n + 1), [Texts["Says.What"], Texts["Says"]], [.. record.Values.Select(v => (IReadOnlyList<Cell>)[v.Label, v.Text])]);
        }
        if (part.Records.Count > MostRecords)
            yield return new Block.Note(Texts.Format("Document.More", part.Records.Count - MostRecords));
    }
}

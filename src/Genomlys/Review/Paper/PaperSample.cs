using Genomlys.Documents;
using Genomlys.Shared;

namespace Genomlys.Review.Paper;

/// <summary>A few pages that use every style a report does, to try the paper on.</summary>
internal static class PaperSample
{
    private static readonly Words Texts = Words.Of<PaperRegister>();

    public static Document Document(string organisation, DateOnly day) => new(
        new Cover(Texts["Sample.Title"], Texts["Sample.Subtitle"], organisation, day) { Facts = [new Fact(Texts["Sample.Day"], $"{day:yyyy-MM-dd}")] },
        [
            new Block.Toc(Texts["Sample.Contents"]),
            new Block.Heading(1, "1", Texts["Sample.Heading"]),
            new Block.Paragraph([Texts["Sample.Text"], new Inline.Footnote(Texts["Sample.Note"])]),
            new Block.Heading(2, "1.1", Texts["Sample.Heading"]),
            new Block.List(false, [[Texts["Sample.Item"]], [Texts["Sample.Item"]]]),
            new Block.Heading(3, "1.1.1", Texts["Sample.Heading"]),
            new Block.List(true, [[Texts["Sample.Item"]], [Texts["Sample.Item"]]]),
            new Block.Heading(4, "1.1.1.1", Texts["Sample.Heading"]),
            new Block.Note(Texts["Sample.Remark"]),
            new Block.Table(Texts["Sample.Table"], [Texts["Sample.Column"], Texts["Sample.Number"]], [[Texts["Sample.Row"], "12"], [Texts["Sample.Row"], "34"], [Texts["Sample.Sum"], "46"]]) { NumberColumns = [1], EndsWithTotal = true, Source = Texts["Sample.Source"] },
        ]);
}

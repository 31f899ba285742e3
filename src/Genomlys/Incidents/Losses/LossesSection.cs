using Genomlys.Documents;
using Genomlys.Shared.Reports;

namespace Genomlys.Incidents.Losses;

/// <summary>Devices reported lost. That not all are reported is said in words and never added to the number.</summary>
public sealed class LossesSection(LossRegister losses) : ISection
{
    public string Key => "incidents.losses";
    public string Title => losses.Words["Section.incidents.losses"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var total = await context.FigureAsync(losses.Total, stop);
        return
        [
            SectionHeading.Plain(losses.Words["Section.Heading"]),
            total.Value is null or 0
                ? losses.Words.Paragraph("Section.Empty", $"{context.Year}")
                : new Block.Paragraph([.. losses.Words.Sentence("Section.Total", $"{context.Year}", total.Number()), " ", losses.Words["DarkFigure"]]),
        ];
    }
}

using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;

namespace Genomlys.Incidents;

/// <summary>How many events, how many of them under lex Sarah, and of what kind; each event once.</summary>
public sealed class StatisticsSection(IncidentRegister incidents) : ISection
{
    public string Key => "incidents.statistics";
    public string Title => incidents.Words["Section.incidents.statistics"];

    private Words Words => incidents.Words;

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var total = await context.FigureAsync(incidents.Total, stop);
        if (total.Value is null or 0)
            return [SectionHeading.Plain(Words["Section.Heading"]), Words.Paragraph("Section.NoIncidents")];

        var lexSarah = await context.FigureAsync(incidents.ViaLexSarah, stop);
        var byCategory = await context.FigureAsync(incidents.ByCategory, stop);
        return
        [
            SectionHeading.Plain(Words["Section.Heading"]),
            lexSarah.Value > 0 ? Words.Paragraph("Section.Total", total.Number(), lexSarah.Number()) : Words.Paragraph("Section.TotalOnly", total.Number()),
            new Block.List(false, [.. byCategory.Parts.Select(p => Item(byCategory, p))]),
            byCategory.Chart(ChartShape.Bar, Words["Category"]),
        ];
    }

    /// <summary>The note stands at the total and at the chart, not at each line.</summary>
    private IReadOnlyList<Inline> Item(FigureResult figure, FigurePart part) =>
        Words.Sentence($"Section.Item.{(part.Key is Selection.Missing ? "Missing" : part.Key)}", figure.Number(part).WithoutNote());
}

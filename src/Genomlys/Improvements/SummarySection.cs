using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>For the summary: what the review proposes and what of it remains, in the order of the chapter.</summary>
public sealed class SummarySection(ProposalRegister proposals) : ISection
{
    public string Key => "improvements.summary";
    public string Title => proposals.Words["Section.improvements.summary"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var year = context.Year;
        var ranked = await context.Db.Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync(stop);
        if (ranked is [])
            return [new Block.Paragraph(proposals.Words.Format("Section.improvements.proposals.None", year))];

        var total = await context.FigureAsync(proposals.Total, stop);
        var carriedOver = await context.FigureAsync(proposals.CarriedOver, stop);
        return
        [
            proposals.Words.Paragraph($"Section.{Key}.Intro", total.Number(), carriedOver.Number()),
            new Block.List(true, [.. ranked.Select(p => (IReadOnlyList<Inline>)[p.CalledIn(proposals.Words)])]),
        ];
    }
}

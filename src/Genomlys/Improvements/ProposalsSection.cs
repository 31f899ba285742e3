using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>The year's proposals in order of priority, each marked when it was proposed before.</summary>
public sealed class ProposalsSection(ProposalRegister proposals) : ISection
{
    public string Key => "improvements.proposals";

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var year = context.Year;
        var ranked = await context.Db.Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync(stop);
        if (ranked is [])
            return [new Block.Paragraph(proposals.Words.Format($"Section.{Key}.None", year))];

        var total = await context.FigureAsync(proposals.Total, stop);
        var carriedOver = await context.FigureAsync(proposals.CarriedOver, stop);
        return
        [
            new Block.Paragraph(proposals.Words.Sentence($"Section.{Key}.Intro", total.Number(), carriedOver.Number())),
            .. ranked.SelectMany(Tell),
        ];
    }

    private IEnumerable<Block> Tell(ImprovementProposal proposal)
    {
        var isOld = proposal.FirstProposed < proposal.Year;
        yield return new Block.Heading(1, "", isOld ? proposals.Words.Format($"Section.{Key}.CarriedOver", proposal.Name) : proposal.Name);
        if (proposal.Body is { } body)
            yield return new Block.Paragraph(body);
        yield return new Block.Paragraph(isOld ? proposals.Words.Format($"Section.{Key}.Since", proposal.FirstProposed) : proposals.Words[$"Section.{Key}.New"]);
    }
}

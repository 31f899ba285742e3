using Genomlys.Documents;
using Genomlys.Shared;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>The year's proposals in order of priority, each marked when it was proposed before.</summary>
public sealed class ProposalsSection(ProposalRegister proposals) : ISection
{
    public string Key => "improvements.proposals";
    public string Title => proposals.Words["Section.improvements.proposals"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var year = context.Year;
        var ranked = await context.Db.Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ToListAsync(stop);
        if (ranked is [])
            return [new Block.Paragraph(proposals.Words.Format($"Section.{Key}.None", year))];

        var before = ranked.Select(p => p.OriginId).OfType<Id<ImprovementProposal>>().ToList();
        var origins = await context.Db.Proposals.AsNoTracking().Where(p => before.Contains(p.Id)).ToListAsync(stop);
        var total = await context.FigureAsync(proposals.Total, stop);
        var carriedOver = await context.FigureAsync(proposals.CarriedOver, stop);
        return
        [
            proposals.Words.Paragraph($"Section.{Key}.Intro", total.Number(), carriedOver.Number()),
            .. ranked.SelectMany(p => Tell(p, origins.Find(o => o.Id == p.OriginId))),
        ];
    }

    private IEnumerable<Block> Tell(ImprovementProposal proposal, ImprovementProposal? origin)
    {
        yield return SectionHeading.Numbered(proposal.CalledIn(proposals.Words));
        if (proposal.Body is { } body)
            yield return new Block.Paragraph(body);
        var since = proposal.IsCarriedOver ? proposals.Words.Format($"Section.{Key}.Since", proposal.FirstProposed) : proposals.Words[$"Section.{Key}.New"];
        yield return new Block.Paragraph(origin is not null && Words.Fold(origin.Name) != Words.Fold(proposal.Name)
            ? $"{since} {proposals.Words.Format($"Section.{Key}.Reworded", origin.Year, origin.Name).AsSentence}"
            : since);
    }
}

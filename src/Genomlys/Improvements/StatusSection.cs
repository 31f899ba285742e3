using System.Globalization;
using Genomlys.Documents;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>ISO/IEC 27001 9.3.2 a: what became of the proposals of the review before.</summary>
public sealed class StatusSection(ProposalRegister proposals) : ISection
{
    public string Key => "improvements.status";
    public string Title => proposals.Words["Section.improvements.status"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var (year, before) = (context.Year, context.Year - 1);
        var both = await context.Db.Proposals.AsNoTracking().Where(p => p.Year == year || p.Year == before).OrderBy(p => p.Rank).ToListAsync(stop);
        var proposed = both.Where(p => p.Year == before).ToList();
        if (proposed is [])
            return [new Block.Paragraph(proposals.Words.Format($"Section.{Key}.None", before))];

        var continued = both.Where(p => p.Year == year && p.OriginId is not null).GroupBy(p => p.OriginId!.Value).ToDictionary(p => p.Key, p => p.First());
        var all = await context.FigureAsync(proposals.Before, stop);
        var taken = await context.FigureAsync(proposals.Continued, stop);
        return
        [
            proposals.Words.Paragraph($"Section.{Key}.Intro", $"{before}", all.Number(), taken.Number()),
            new Block.Table(proposals.Words.Format($"Section.{Key}.Caption", before),
                [proposals.Words["Rank"], proposals.One, proposals.Words[$"Section.{Key}.Became"]],
                [.. proposed.Select(p => (IReadOnlyList<Cell>)[$"{p.Rank}", p.Name, Became(p, continued.GetValueOrDefault(p.Id))])]),
        ];
    }

    private string Became(ImprovementProposal proposal, ImprovementProposal? now) => now is not null
        ? proposals.Words.Format($"Section.{Key}.Continued", now.Rank)
        : proposals.Words.Format($"Section.{Key}.{proposal.State}", proposal.DecidedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "").Replace(" .", ".", StringComparison.Ordinal);
}

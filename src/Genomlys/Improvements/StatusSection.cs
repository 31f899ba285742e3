using System.Globalization;
using Genomlys.Documents;
using Genomlys.Improvements.Plan;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>ISO/IEC 27001 9.3.2 a: what became of the proposals of the review before, and of what was to be done during the year.</summary>
public sealed class StatusSection(ProposalRegister proposals, PlanRegister plan) : ISection
{
    public string Key => "improvements.status";
    public string Title => proposals.Words["Section.improvements.status"];

    public async Task<IReadOnlyList<Block>> WriteAsync(SectionContext context, CancellationToken stop)
    {
        var (year, before) = (context.Year, context.Year - 1);
        var both = await context.Db.Proposals.AsNoTracking().Where(p => p.Year == year || p.Year == before).OrderBy(p => p.Rank).ToListAsync(stop);
        var planned = await YearStatus.WriteAsync(context.Db, context, plan, Key, stop);
        var proposed = both.Where(p => p.Year == before).ToList();
        if (proposed is [])
            return [new Block.Paragraph(proposals.Words.Format($"Section.{Key}.None", before)), .. planned];

        var links = await context.Db.ProposalLinks.AsNoTracking().Where(l => l.Kind != Kinship.Unrelated).ToListAsync(stop);
        var now = both.Where(p => p.Year == year).ToDictionary(p => p.Id);
        var continued = links.Where(l => now.ContainsKey(l.LaterId)).ToLookup(l => l.EarlierId, l => now[l.LaterId].Rank);
        var all = await context.FigureAsync(proposals.Before, stop);
        var taken = await context.FigureAsync(proposals.Continued, stop);
        return
        [
            proposals.Words.Paragraph($"Section.{Key}.Intro", $"{before}", all.Number(), taken.Number()),
            new Block.Table(proposals.Words.Format($"Section.{Key}.Caption", before),
                [proposals.Words["Rank"], proposals.One, proposals.Words[$"Section.{Key}.Became"]],
                [.. proposed.Select(p => (IReadOnlyList<Cell>)[$"{p.Rank}", p.Name, Became(p, [.. continued[p.Id].Order()])])]),
            .. planned,
        ];
    }

    private string Became(ImprovementProposal proposal, IReadOnlyList<int> now)
    {
        var on = proposal.DecidedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        return now is [_, ..] ? Say("Continued", string.Join(", ", now))
            : proposal.Standing is Standing.Dropped ? Say("Dropped", proposal.DroppedBecause!.AsSentence)
            : proposal.Standing is Standing.Done or Standing.PartlyDone ? Say($"{proposal.Standing}")
            : proposal.PlannedFor is { } year ? Say("Planned", on, year)
            : Say(proposal.Verdict is { } verdict ? $"{verdict}" : "Undecided", on);
    }

    private string Say(string what, params ReadOnlySpan<object?> values) => proposals.Words.Format($"Section.{Key}.{what}", values).Replace(" .", ".", StringComparison.Ordinal);
}

using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements.Plan;

/// <summary>A decided proposal in the plan that follows its review: one activity, however often it is decided.</summary>
internal static class Promotion
{
    public static async Task FollowAsync(GenomlysDb db, ImprovementProposal proposal, CancellationToken stop)
    {
        var id = proposal.Id;
        var item = db.PlanItems.Local.FirstOrDefault(i => i.ProposalId == id) ?? await db.PlanItems.FirstOrDefaultAsync(i => i.ProposalId == id, stop);
        if (proposal.Verdict is Verdict.Rejected)
        {
            item?.Drop(proposal.DroppedBecause);
            proposal.PlannedFor = null;
            return;
        }
        var (first, year) = (proposal.Year + 1, proposal.Due?.Year ?? proposal.Year + 1);
        if (item is null)
            db.Add(item = PlanItem.From(proposal, first, year, await NextNumberAsync(db, proposal.UnitId, first, year, stop)));
        else if (item.Year != year)
        {
            db.Entry(item).Property(i => i.Number).CurrentValue = await NextNumberAsync(db, proposal.UnitId, first, year, stop);
            db.Entry(item).Property(i => i.Year).CurrentValue = year;   // moved by the decision itself, which is no slip
        }
        item.Follow(proposal);
        proposal.PlannedFor = year;
    }

    /// <summary>What comes from several activities is done when all are.</summary>
    public static void Report(GenomlysDb db, PlanItem changed, DateTimeOffset at)
    {
        if (changed.ProposalId is not { } id || db.Proposals.FirstOrDefault(p => p.Id == id) is not { } proposal)
            return;
        var items = db.PlanItems.Where(i => i.ProposalId == id).ToList();   // those that are tracked come as they are, changed
        proposal.Report(Shared.Lineage.Progresses.Together([.. items.Append(changed).DistinctBy(i => i.Id).Where(i => i.DroppedBecause is null).Select(i => i.Progress)]), at);
    }

    /// <summary>The number after those that stand in a year of a plan, archived ones too.</summary>
    public static async Task<int> NextNumberAsync(GenomlysDb db, Id<Unit>? unit, int first, int year, CancellationToken stop)
    {
        var stored = await db.PlanItems.IgnoreQueryFilters(new[] { Shared.Registers.Register.Live }).Where(i => i.UnitId == unit && i.FirstYear == first && i.Year == year).MaxAsync(i => (int?)i.Number, stop) ?? 0;
        return 1 + db.PlanItems.Local.Where(i => i.UnitId == unit && i.FirstYear == first && i.Year == year).Select(i => i.Number).Append(stored).Max();
    }
}

using Genomlys.Improvements.Plan;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>The year's proposals, what became of those before, and the plan: for the checks of a report's text.</summary>
public sealed class ImprovementEvidence : IEvidence
{
    public async Task TellAsync(Evidence evidence, GenomlysDb db, Period period, CancellationToken stop)
    {
        var (year, before) = (period.Last.Year, period.Last.Year - 1);
        foreach (var one in await db.Proposals.AsNoTracking().Where(p => p.Year == year || p.Year == before).OrderBy(p => p.Rank).ToListAsync(stop))
            if (one.Year == year)
                evidence.Proposals.Add(new ProposalFact(one.Name, one.IsCarriedOver, one.OriginId is not null && !one.IsCarriedOver, one.Owner));
            else
                evidence.Earlier.Add(new EarlierFact(one.Name, one.ContinuedIn <= year, one.PlannedFor is not null || one.Standing is Standing.Done or Standing.Dropped));
        foreach (var item in await db.PlanItems.AsNoTracking().Where(i => i.FirstYear == year + 1).OrderBy(i => i.Year).ThenBy(i => i.Number).ToListAsync(stop))
            evidence.Plan.Add(new PlanFact(item.Year, item.Activity, item.Owner));
    }
}

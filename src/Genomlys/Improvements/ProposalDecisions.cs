using Genomlys.Improvements.Plan;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>The year's proposals before whoever decides: what is approved, as proposed or in other words, goes into the plan once, and what is rejected leaves it.</summary>
public sealed class ProposalDecisions(ProposalRegister proposals) : IDecidable
{
    public string Key => "improvements.proposals";

    public async Task<IReadOnlyList<DecisionPoint>> PointsAsync(GenomlysDb db, int year, CancellationToken stop) =>
        [.. (await db.Proposals.AsNoTracking().Where(p => p.Year == year).OrderBy(p => p.Rank).ThenBy(p => p.Id).ToListAsync(stop))
            .Select(p => new DecisionPoint(p.Id.Value, p.CalledIn(proposals.Words), p.Body ?? "", p.Owner, $"{proposals.Path}/{p.Id}"))];

    public async Task<Outcome> DecideAsync(GenomlysDb db, Guid id, Ruling ruling, CancellationToken stop)
    {
        var wanted = new Id<ImprovementProposal>(id);
        if (await db.Proposals.SingleOrDefaultAsync(p => p.Id == wanted, stop) is not { } proposal)
            return Outcome.Refused("NoSuchProposal");
        if (ruling is { Verdict: not Verdict.Rejected, Due: { } due } && due.Year <= proposal.Year)
            return Outcome.Refused("DueBeforePlan");
        if (proposal.Decide(ruling) is { IsDone: false } refused)
            return refused;
        await Promotion.FollowAsync(db, proposal, stop);
        return Outcome.Done;
    }
}

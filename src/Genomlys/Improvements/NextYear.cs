using Genomlys.Improvements.Plan;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Lineage;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Improvements;

/// <summary>The next review from this one. What was decided and is not done is offered; a person takes over each, or all, and nothing becomes by itself.</summary>
public sealed class NextYear(ProposalRegister proposals, PlanRegister plan) : ICarriesOver
{
    public async Task<CarryOver> BeginAsync(GenomlysDb db, int fromYear, CancellationToken stop)
    {
        var offers = await OffersAsync(db, fromYear, stop);
        return new CarryOver(offers.Count, proposals.Words.Format("CarryOver.Open", offers.Count, fromYear), $"{proposals.Path}/carry-over?year={fromYear + 1}");
    }

    /// <summary>Approved proposals of the year that no later year has taken up, and activities of the plan that is now carried out, as the next plan would have them.</summary>
    public async Task<IReadOnlyList<Offer>> OffersAsync(GenomlysDb db, int fromYear, CancellationToken stop)
    {
        var left = await db.Proposals.AsNoTracking().Where(p => p.Year == fromYear && p.ContinuedIn == null).OrderBy(p => p.Rank).ToListAsync(stop);
        var (planned, next) = (fromYear + 1, fromYear + 2);
        var items = await db.PlanItems.AsNoTracking().Where(i => i.FirstYear == planned && i.ContinuedIn == null).OrderBy(i => i.Year).ThenBy(i => i.Number).ToListAsync(stop);
        return
        [
            .. left.Where(p => p.IsOpen).Select(p => new Offer(p.Id.Value, true, p.Decided, p.Owner, p.Standing, p.Year, p.Year + 1, $"{proposals.Path}/{p.Id}")),
            .. items.Where(i => i.IsOpen).Select(i => new Offer(i.Id.Value, false, i.Activity, i.Owner, i.Standing, i.Year, Offer.YearIn(i, next), $"{plan.Path}/{i.Id}")),
        ];
    }

    /// <summary>Takes over those of the offers that are named, in the order they are offered. Null when one of them is not the viewer's to write.</summary>
    public async Task<int?> AcceptAsync(GenomlysDb db, int fromYear, Func<Offer, bool> isMeant, CancellationToken stop)
    {
        var accepted = (await OffersAsync(db, fromYear, stop)).Where(isMeant).ToList();
        var footing = await proposals.FootingAsync(db, stop);
        foreach (var offer in accepted)
            if (!await TakeAsync(db, offer, fromYear, footing, stop))
            {
                db.ChangeTracker.Clear();
                return null;
            }
        proposals.Settle(db);
        plan.Settle(db);
        await db.SaveChangesAsync(stop);
        return accepted.Count;
    }

    private Task<bool> TakeAsync(GenomlysDb db, Offer offer, int fromYear, Footing footing, CancellationToken stop) =>
        offer.IsProposal ? ProposeAsync(db, new(offer.Id), fromYear + 1, footing, stop) : PlanAsync(db, new(offer.Id), fromYear + 2, offer.To, footing, stop);

    private static async Task<bool> ProposeAsync(GenomlysDb db, Id<ImprovementProposal> id, int year, Footing footing, CancellationToken stop)
    {
        var before = await db.Proposals.SingleAsync(p => p.Id == id, stop);
        if (!footing.Holds(before.UnitId ?? default))
            return false;
        var unit = before.UnitId;
        var stored = await db.Proposals.IgnoreQueryFilters(new[] { Register.Live }).Where(p => p.UnitId == unit && p.Year == year).MaxAsync(p => (int?)p.Rank, stop) ?? 0;
        var again = new ImprovementProposal
        {
            Id = Id<ImprovementProposal>.New(), UnitId = unit, Year = year, Name = before.Decided, Body = before.DecidedBody, Owner = before.Owner, Money = before.Money,
            Rank = 1 + db.Proposals.Local.Where(p => p.UnitId == unit && p.Year == year).Select(p => p.Rank).Append(stored).Max(),
        };
        db.Add(again);
        TracedRegister<ImprovementProposal, ProposalLink>.Judge(db, again, before.Id, before.Decided == before.Name ? Kinship.Continues : Kinship.Rewords, db.Now);
        return true;
    }

    private static async Task<bool> PlanAsync(GenomlysDb db, Id<PlanItem> id, int firstYear, int year, Footing footing, CancellationToken stop)
    {
        var before = await db.PlanItems.SingleAsync(i => i.Id == id, stop);
        if (!footing.Holds(before.UnitId ?? default))
            return false;
        var again = before.CarryOver(firstYear, year, await Promotion.NextNumberAsync(db, before.UnitId, firstYear, year, stop));
        db.Add(again);
        TracedRegister<PlanItem, PlanLink>.Judge(db, again, before.Id, year == before.Year ? Kinship.Continues : Kinship.SlippedFrom, db.Now);
        return true;
    }
}

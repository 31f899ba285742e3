using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents;

/// <summary>Reports of one event by several ways in: linked when the source says so, otherwise suggested, and linked by a person.</summary>
public sealed class Duplicates(GenomlysDb db, TimeProvider clock)
{
    private const int MostShown = 200;

    /// <summary>Both are seen, and one of them is not for him to write.</summary>
    public const string NotHis = "OutOfReach";

    /// <summary>When a file is in: a note that names another report's number is the source's own word, unless a person has said otherwise; what is left is suspected.</summary>
    public static Task LinkStatedAsync(GenomlysDb db, CancellationToken stop) => OnceMore.FromWhatIsThereAsync(db, async () =>
    {
        var denied = await Suspicions.DeniedAsync(db, stop);
        foreach (var report in await db.Incidents.Include(i => i.Duplicates).Where(i => i.Note != null && i.SameAsId == null && i.Duplicates.Count == 0).ToListAsync(stop))
        {
            var named = References.In(report.Note!);
            if (await db.Incidents.Include(i => i.Duplicates).Where(i => i.SameAsId == null && named.Contains(i.Reference)).OrderBy(i => i.Reference).Take(2).ToListAsync(stop) is [var first]
                && Suspicion.IsBefore(first, report) && Suspicion.Names(report, first) && !denied.Contains((report.Id, first.Id)))
                Link(db, report, first, SameAsBasis.StatedBySource, null);
        }
        await db.SaveChangesAsync(stop);
        await Suspicions.MarkAllAsync(db, stop);
        await db.SaveChangesAsync(stop);
    });

    /// <summary>Pairs a person has not decided on, the likeliest first.</summary>
    public async Task<IReadOnlyList<Suspicion>> SuspectedAsync(CancellationToken stop) => [.. (await Suspicions.AllAsync(db, stop)).Take(MostShown)];

    /// <summary>Pairs that are linked, the latest first.</summary>
    public async Task<IReadOnlyList<(Incident Report, Incident First)>> LinkedAsync(CancellationToken stop) =>
        [.. (await (from report in db.Incidents
                    join first in db.Incidents on report.SameAsId equals first.Id
                    orderby report.SameAsSince descending
                    select new { report, first }).Take(MostShown).ToListAsync(stop)).Select(p => (p.report, p.first))];

    /// <summary>Pairs a person has said are two events.</summary>
    public async Task<IReadOnlyList<(Incident Report, Incident First, DateTimeOffset At)>> DeniedPairsAsync(CancellationToken stop) =>
        [.. (await (from said in db.NotTheSame
                    join report in db.Incidents on said.ReportId equals report.Id
                    join first in db.Incidents on said.FirstId equals first.Id
                    orderby said.DecidedAt descending
                    select new { report, first, said.DecidedAt }).Take(MostShown).ToListAsync(stop)).Select(p => (p.report, p.first, p.DecidedAt))];

    /// <summary>One event: the report is linked to the first and no longer counted. Null when either is not there to be seen.</summary>
    public Task<Outcome?> ConfirmAsync(Id<Incident> reportId, Id<Incident> firstId, CancellationToken stop) => DecideAsync(reportId, firstId, async (report, first) =>
    {
        await ForgetDenialAsync(reportId, firstId, stop);
        return Link(db, report, first, SameAsBasis.ConfirmedByPerson, clock.GetUtcNow());
    }, stop);

    /// <summary>Two events: remembered, so that the pair is neither suggested nor linked by the next import.</summary>
    public Task<Outcome?> DenyAsync(Id<Incident> reportId, Id<Incident> firstId, CancellationToken stop) => DecideAsync(reportId, firstId, async (report, first) =>
    {
        if (report.SameAsId == firstId && Unlink(db, report, first) is { IsDone: false } refused)
            return refused;
        if (!await db.NotTheSame.AnyAsync(d => d.ReportId == reportId && d.FirstId == firstId, stop))
            db.Add(new NotTheSame { Id = Id<NotTheSame>.New(), ReportId = reportId, FirstId = firstId, DecidedAt = clock.GetUtcNow() });
        return Outcome.Done;
    }, stop);

    /// <summary>No decision any more: the pair may be suggested again.</summary>
    public Task<Outcome?> UndoAsync(Id<Incident> reportId, Id<Incident> firstId, CancellationToken stop) => DecideAsync(reportId, firstId, async (report, first) =>
    {
        await ForgetDenialAsync(reportId, firstId, stop);
        return report.SameAsId == firstId ? Unlink(db, report, first) : Outcome.Done;
    }, stop);

    private Task<Outcome?> DecideAsync(Id<Incident> reportId, Id<Incident> firstId, Func<Incident, Incident, Task<Outcome>> decide, CancellationToken stop) =>
        OnceMore.FromWhatIsThereAsync(db, () => DecideOnceAsync(reportId, firstId, decide, stop));

    private async Task<Outcome?> DecideOnceAsync(Id<Incident> reportId, Id<Incident> firstId, Func<Incident, Incident, Task<Outcome>> decide, CancellationToken stop)
    {
        if (await FindAsync(reportId, stop) is not { } report || await FindAsync(firstId, stop) is not { } first)
            return null;
        if (!await IsWrittenAsync(report.UnitId, stop) || !await IsWrittenAsync(first.UnitId, stop))
            return Outcome.Refused(NotHis);
        var outcome = await decide(report, first);
        if (!outcome.IsDone)
            return outcome;
        await using var act = await db.Database.BeginTransactionAsync(stop);
        await db.SaveChangesAsync(stop);
        await Suspicions.MarkAllAsync(db, stop);
        await db.SaveChangesAsync(stop);
        await act.CommitAsync(stop);
        return outcome;
    }

    private async Task<bool> IsWrittenAsync(Id<Unit> unit, CancellationToken stop) =>
        db.Viewer.IsUnbound(Area.Incidents, Rights.Write) || await Reach.Units(db, Area.Incidents, Rights.Write).ContainsAsync(unit, stop);

    private Task<Incident?> FindAsync(Id<Incident> id, CancellationToken stop) => db.Incidents.Include(i => i.Duplicates).SingleOrDefaultAsync(i => i.Id == id, stop);

    private async Task ForgetDenialAsync(Id<Incident> reportId, Id<Incident> firstId, CancellationToken stop) =>
        db.RemoveRange(await db.NotTheSame.Where(d => d.ReportId == reportId && d.FirstId == firstId).ToListAsync(stop));

    /// <summary>The event's clock runs once, at the report that counts.</summary>
    private static Outcome Link(GenomlysDb db, Incident report, Incident first, SameAsBasis basis, DateTimeOffset? at)
    {
        var outcome = report.IsSameAs(first, basis, at);
        if (outcome.IsDone)
            Duties.NotificationClock.Set(db, report);
        return outcome;
    }

    private static Outcome Unlink(GenomlysDb db, Incident report, Incident first)
    {
        var outcome = report.IsAnotherThan(first);
        if (outcome.IsDone)
            Duties.NotificationClock.Set(db, report);
        return outcome;
    }
}

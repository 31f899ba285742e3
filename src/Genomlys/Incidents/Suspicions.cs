using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Incidents;

/// <summary>Finds the pairs nobody has decided on, and marks their reports, so that lists and findings see them.</summary>
internal static class Suspicions
{
    private const int ReadAtOnce = 1000;

    /// <summary>The likeliest first.</summary>
    public static async Task<IReadOnlyList<Suspicion>> AllAsync(GenomlysDb db, CancellationToken stop)
    {
        var denied = await DeniedAsync(db, stop);
        var groups = await SameUnitAndDayAsync(db, stop);
        var noted = await db.Incidents.AsNoTracking().Where(i => i.Note != null && i.SameAsId == null).ToListAsync(stop);
        var names = noted.SelectMany(i => References.In(i.Note!)).Distinct().ToList();
        var named = await db.Incidents.AsNoTracking().Where(i => i.SameAsId == null && names.Contains(i.Reference)).ToListAsync(stop);
        return
        [
            .. groups.SelectMany(g => from a in g.Index() from b in g.Skip(a.Index + 1) select Suspicion.Of(a.Item, b))
                .Concat(from report in noted from first in named where Suspicion.Names(report, first) select Suspicion.Of(report, first))
                .OfType<Suspicion>()
                .DistinctBy(s => (s.Report.Id, s.First.Id))
                .Where(s => !denied.Contains((s.Report.Id, s.First.Id)))
                .OrderByDescending(s => s.Reasons.Contains(SuspicionReason.NamesTheOther)).ThenByDescending(s => s.Likeness).ThenByDescending(s => s.Report.OccurredAt),
        ];
    }

    /// <summary>After a file or a decision: every mark as it should be, where the viewer may write. The caller saves.</summary>
    public static async Task MarkAllAsync(GenomlysDb db, CancellationToken stop)
    {
        var writes = db.Viewer.IsUnbound(Area.Incidents, Rights.Write) ? db.Incidents : Among(db.Incidents, Reach.Units(db, Area.Incidents, Rights.Write));
        var suspected = (await AllAsync(db, stop)).Select(s => s.Report.Id).ToHashSet();
        foreach (var incident in await writes.Where(i => i.IsSuspected).ToListAsync(stop))
            incident.Suspect(suspected.Remove(incident.Id));
        foreach (var ids in suspected.Chunk(ReadAtOnce))
            foreach (var incident in await writes.Where(i => ids.Contains(i.Id)).ToListAsync(stop))
                incident.Suspect(true);
    }

    private static IQueryable<Incident> Among(IQueryable<Incident> incidents, IQueryable<Id<Unit>> units) => incidents.Where(i => units.Contains(i.UnitId));

    /// <summary>One incident that a person reports or corrects; the rows of a file are marked together when all are in.</summary>
    public static void Mark(GenomlysDb db, Incident incident)
    {
        if (db.Incidents.Local.Count > 1)
            return;
        var day = Period.DayOf(incident.OccurredAt);
        var (from, to) = (Period.StartOf(day), Period.StartOf(day.AddDays(1)));
        var denied = db.NotTheSame.Where(d => d.ReportId == incident.Id || d.FirstId == incident.Id).ToList();
        incident.Suspect(false);
        if (incident.Secrecy is Secrecy.Protected)
            return;   // a mark on the other would tell of it
        foreach (var other in db.Incidents.Where(i => i.Id != incident.Id && i.SameAsId == null && i.UnitId == incident.UnitId && i.OccurredAt >= from && i.OccurredAt < to).ToList())
            if (incident.SameAsId is null && Suspicion.Of(incident, other) is { } found && denied.TrueForAll(d => (d.ReportId, d.FirstId) != (found.Report.Id, found.First.Id)))
                found.Report.Suspect(true);
    }

    public static async Task<HashSet<(Id<Incident> Report, Id<Incident> First)>> DeniedAsync(GenomlysDb db, CancellationToken stop) =>
        [.. (await db.NotTheSame.Select(d => new { d.ReportId, d.FirstId }).ToListAsync(stop)).Select(d => (d.ReportId, d.FirstId))];

    /// <summary>Only days and units with more than one report are read in full.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<Incident>>> SameUnitAndDayAsync(GenomlysDb db, CancellationToken stop)
    {
        var all = await db.Incidents.Where(i => i.SameAsId == null).Select(i => new { i.Id, i.UnitId, i.OccurredAt }).ToListAsync(stop);
        var groups = all.GroupBy(i => (i.UnitId, Period.DayOf(i.OccurredAt)), i => i.Id).Where(g => g.Skip(1).Any()).Select(g => g.ToList()).ToList();
        var incidents = new Dictionary<Id<Incident>, Incident>();
        foreach (var ids in groups.SelectMany(g => g).Chunk(ReadAtOnce))
            foreach (var incident in await db.Incidents.AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(stop))
                incidents[incident.Id] = incident;
        return [.. groups.Select(g => g.ConvertAll(id => incidents[id]))];
    }
}

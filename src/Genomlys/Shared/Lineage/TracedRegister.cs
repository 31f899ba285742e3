using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Lineage;

/// <summary>A register whose records keep their identity over the years, with the table of what was found of them.</summary>
public abstract class TracedRegister<T, L>(string name, Area area, Words words, string table) : Register<T>(name, area, words), ITracedRegister
    where T : class, ITraced<T> where L : LineageLink<T>, new()
{
    private const int MostJudgedBy = 200, MostShown = 200;

    /// <summary>What the links follow from is said with the fields.</summary>
    protected void Traced()
    {
        Beside<L>(l => l.LaterId);
        Beside<L>(l => l.EarlierId);
    }

    internal override void Configure(ModelBuilder model)
    {
        base.Configure(model);
        var link = model.Entity<L>();
        link.ToTable(table);
        link.HasKey(l => l.Id);
        link.Property(l => l.JudgedBy).HasMaxLength(MostJudgedBy);
        link.HasIndex(l => new { l.LaterId, l.EarlierId }).IsUnique();
        link.HasOne<T>().WithMany().HasForeignKey(l => l.LaterId).OnDelete(DeleteBehavior.Restrict);
        link.HasOne<T>().WithMany().HasForeignKey(l => l.EarlierId).OnDelete(DeleteBehavior.Restrict);
    }

    protected override void Added(GenomlysDb db, T record, DateTimeOffset now) => record.Settle(record.IsOlder ? null : record.TracedYear, null, null);

    /// <summary>What was decided on a record, in words; empty when nothing was.</summary>
    protected virtual string DecisionOn(T record) => "";

    // ---- What is found

    public async Task<Outcome?> JudgeAsync(GenomlysDb db, Guid id, Guid earlierId, Kinship? kind, DateTimeOffset now, CancellationToken stop)
    {
        var (one, other) = (new Id<T>(id), new Id<T>(earlierId));
        if (await db.Set<T>().SingleOrDefaultAsync(r => EF.Property<Id<T>>(r, "Id") == one, stop) is not { } later
            || await db.Set<T>().SingleOrDefaultAsync(r => EF.Property<Id<T>>(r, "Id") == other, stop) is not { } before)
            return null;
        var footing = await FootingAsync(db, stop);
        if (!MayChange(db, later, footing) || !MayChange(db, before, footing))
            return Outcome.Refused("OutOfReach");
        if (kind is not null && Against(later, before) is { } problem)
            return Outcome.Refused(problem);
        Judge(db, later, before.Id, kind, now);
        Settle(db);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>The text key of why one record cannot follow another; null when it can.</summary>
    protected static string? Against(T later, T before) => Pedigree<Id<T>>.Against(new(later.Id, later.TracedYear), new(before.Id, before.TracedYear));

    /// <summary>Keeps or takes back what was found of two records; the caller settles and saves.</summary>
    internal static void Judge(GenomlysDb db, T later, Id<T> before, Kinship? kind, DateTimeOffset now)
    {
        var id = later.Id;
        var link = db.Set<L>().Local.FirstOrDefault(l => l.LaterId == id && l.EarlierId == before)
            ?? (db.Entry(later).State is EntityState.Added or EntityState.Detached ? null : db.Set<L>().FirstOrDefault(l => l.LaterId == id && l.EarlierId == before));
        if (kind is not { } found)
        {
            if (link is not null)
                db.Remove(link);
            return;
        }
        if (link is null)
            db.Add(link = new L { LaterId = id, EarlierId = before });
        link.Judge(found, now, db.Viewer.Name);
    }

    /// <summary>Since when each has been there, and when it comes back. A year holds some ten records, so all are looked at together; what is hidden from whoever saves counts as well.</summary>
    internal void Settle(GenomlysDb db)
    {
        Dictionary<Id<T>, T> records;
        HashSet<(Id<T> Later, Id<T> Earlier)> links;
        using (db.BeyondReach())
        {
            records = EvenProtected(db).AsNoTracking().AsEnumerable().ToDictionary(r => r.Id);
            links = [.. db.Set<L>().IgnoreQueryFilters().AsNoTracking().Where(l => l.Kind != Kinship.Unrelated).Select(l => new { l.LaterId, l.EarlierId }).AsEnumerable().Select(l => (l.LaterId, l.EarlierId))];
        }
        foreach (var entry in db.ChangeTracker.Entries<T>().Where(e => e.State is not EntityState.Detached).ToList())
            records[entry.Entity.Id] = entry.Entity;
        foreach (var entry in db.ChangeTracker.Entries<L>().ToList())
            _ = entry.State is EntityState.Deleted || entry.Entity.Kind is Kinship.Unrelated
                ? links.Remove((entry.Entity.LaterId, entry.Entity.EarlierId))
                : links.Add((entry.Entity.LaterId, entry.Entity.EarlierId));
        Settle(db, records, new Pedigree<Id<T>>(records.Values.Select(r => new Kin<Id<T>>(r.Id, r.TracedYear, r.IsOlder)), links));
    }

    private static void Settle(GenomlysDb db, Dictionary<Id<T>, T> records, Pedigree<Id<T>> pedigree)
    {
        foreach (var (id, record) in records)
        {
            var origin = pedigree.Parents(id).OrderByDescending(p => records[p].TracedYear).ThenBy(p => p.Value).Select(p => (Id<T>?)p).FirstOrDefault();
            var settled = (pedigree.Since(id), pedigree.ContinuedIn(id), origin);
            if (record.IsSettled(settled))
                continue;
            var seen = db.Entry(record).State is EntityState.Detached ? db.Set<T>().IgnoreQueryFilters([Live]).FirstOrDefault(r => EF.Property<Id<T>>(r, "Id") == id) : record;
            seen?.Settle(settled.Item1, settled.Item2, settled.origin);
        }
    }

    // ---- What is shown

    public async Task<Matches> MatchesAsync(GenomlysDb db, int year, CancellationToken stop)
    {
        var records = (await db.Set<T>().AsNoTracking().ToListAsync(stop)).ToDictionary(r => r.Id);
        var links = await db.Set<L>().AsNoTracking().ToListAsync(stop);
        var found = Match<T>.Suggest(records.Values, year, links.Select(l => (l.LaterId, l.EarlierId)).ToHashSet(),
            links.Where(l => l.Kind is not Kinship.Unrelated).Select(l => l.LaterId).ToHashSet(), LikenessRule.Shipped);
        return new Matches(this, year, [.. records.Values.Select(r => r.TracedYear).Distinct().OrderDescending()],
            [.. found.Take(MostShown).Select(m => new Pair(Tell(m.Later), Tell(m.Earlier), m.Percent))],
            [.. from l in links
                where l.Kind is Kinship.Unrelated && records.TryGetValue(l.LaterId, out var later) && later.TracedYear == year && records.ContainsKey(l.EarlierId)
                orderby l.JudgedAt descending
                select new Pair(Tell(records[l.LaterId]), Tell(records[l.EarlierId]), 0)]);
    }

    /// <summary>Below the values of a record: its years side by side, and what it may be said to follow.</summary>
    public override async Task<RenderFragment?> BelowAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        var records = (await db.Set<T>().IgnoreQueryFilters([Live]).AsNoTracking().ToListAsync(stop)).ToDictionary(r => r.Id);
        if (!records.TryGetValue(new Id<T>(id), out var record))
            return null;
        var links = await db.Set<L>().AsNoTracking().ToListAsync(stop);
        var pedigree = new Pedigree<Id<T>>(records.Values.Select(r => new Kin<Id<T>>(r.Id, r.TracedYear)), links.Where(l => l.Kind is not Kinship.Unrelated).Select(l => (l.LaterId, l.EarlierId)));
        var family = pedigree.Family(record.Id).Select(k => records[k]).OrderBy(r => r.TracedYear).ThenBy(r => r.Id.Value).ToList();
        var offered = records.Values.Where(r => r.TracedYear < record.TracedYear && !pedigree.Parents(record.Id).Contains(r.Id)).OrderByDescending(r => r.TracedYear).ThenBy(r => r.Id.Value).Take(MostChoices);
        IReadOnlyList<LineageYear> years = [.. family.Select(r => YearOf(r, records, links))];
        IReadOnlyList<Told> choices = [.. offered.Select(Tell)];
        var mayJudge = await MayChangeAsync(db, id, stop);
        return builder =>
        {
            builder.OpenComponent<YearsBeside>(0);
            builder.AddComponentParameter(1, nameof(YearsBeside.Register), this);
            builder.AddComponentParameter(2, nameof(YearsBeside.Id), id);
            builder.AddComponentParameter(3, nameof(YearsBeside.Years), years);
            builder.AddComponentParameter(4, nameof(YearsBeside.Choices), choices);
            builder.AddComponentParameter(5, nameof(YearsBeside.MayJudge), mayJudge);
            builder.CloseComponent();
        };
    }

    private LineageYear YearOf(T record, Dictionary<Id<T>, T> records, List<L> links)
    {
        var steps = links.Where(l => l.LaterId == record.Id && l.Kind is not Kinship.Unrelated && records.ContainsKey(l.EarlierId)).OrderByDescending(l => records[l.EarlierId].TracedYear).ThenBy(l => l.EarlierId.Value).ToList();
        var before = steps is [var nearest, ..] ? records[nearest.EarlierId] : null;
        return new LineageYear(Tell(record),
            Wording.Difference(before?.Called ?? record.Called, record.Called), Wording.Difference((before ?? record).Text ?? "", record.Text ?? ""),
            DecisionOn(record), before?.DueYear is { } from && record.DueYear is { } to && from != to ? (from, to) : null, record.DueYear,
            [.. steps.Select(s => new LineageStep(Tell(records[s.EarlierId]), s.Kind, s.JudgedAt, s.JudgedBy))]);
    }

    private Told Tell(T record) => new(record.Id.Value, record.TracedYear, record.Called, record.Text ?? "", record.Standing, $"{Path}/{record.Id}");
}

using System.Linq.Expressions;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Genomlys.Shared.Registers;

public abstract partial class Register<T>
{
    /// <summary>More records than this are not changed in one go.</summary>
    private const int MostChangedAtOnce = 5000;

    public override async Task<Saved> SaveAsync(GenomlysDb db, Guid? id, int? version, IReadOnlyDictionary<string, object?> said, DateTimeOffset now, CancellationToken stop)
    {
        T? record = null;
        if (id is not null)
        {
            if (await Only(db, id.Value).SingleOrDefaultAsync(stop) is not { } existing)
                return new Saved(SaveStatus.Missing, id.Value, 0, []);
            record = existing;
            if (version is not null && version != db.Entry(record).Property<int>(Version).CurrentValue)
                return new Saved(SaveStatus.Stale, id.Value, 0, []);
        }
        var (draft, refusals) = (await DraftsAsync(db, [new Dictionary<Field<T>, object?>(
            from field in fields where field.IsGiven && db.Viewer.MaySee(Area, field.Secrecy) && said.ContainsKey(field.Key) select KeyValuePair.Create(field, said[field.Key]))], stop))[0];
        var footing = await FootingAsync(db, stop);
        if (id is null)
            Own(draft, footing);
        record = Write(db, record, draft, refusals, footing, now);
        if (refusals.Count > 0)
            return new Saved(SaveStatus.Refused, id ?? default, 0, refusals);
        if (await TakenAsync(db, record!, stop))
            return Taken(id);
        return await KeepAsync(db, record!, id, stop);
    }

    public override async Task<Saved> ArchiveAsync(GenomlysDb db, Guid id, int? version, bool restore, DateTimeOffset now, CancellationToken stop)
    {
        if (await Only(db, id).SingleOrDefaultAsync(stop) is not { } record)
            return new Saved(SaveStatus.Missing, id, 0, []);
        if (version is not null && version != db.Entry(record).Property<int>(Version).CurrentValue)
            return new Saved(SaveStatus.Stale, id, 0, []);
        if (unitOf is not null && !(await FootingAsync(db, stop)).Holds(unitOf.Value(record)))
            return new Saved(SaveStatus.Refused, id, 0, [new Refusal("", One, Words["OutOfReach"])]);
        db.Entry(record).Property<DateTimeOffset?>(ArchivedAt).CurrentValue = restore ? null : now;
        return await KeepAsync(db, record, id, stop);
    }

    public override async Task<BulkChange> ChangeAllAsync(GenomlysDb db, Selection selection, string field, string? value, bool save, DateTimeOffset now, CancellationToken stop)
    {
        if (Seen(db, Selection.All).Find(f => f.Key == field) is not { IsGiven: true, CanChange: true, IsKey: false } known)
            return new BulkChange(0, 0, [new Refusal(field, field, Words["CannotChange"])]);
        var rows = await Rows(db, selection).OrderBy(r => EF.Property<Id<T>>(r, "Id")).Take(MostChangedAtOnce + 1).ToListAsync(stop);
        if (rows.Count > MostChangedAtOnce)
            return new BulkChange(0, 0, [new Refusal(field, known.Label, Words.Format("TooManyAtOnce", MostChangedAtOnce))]);

        var (draft, problems) = (await DraftsAsync(db, [new() { [known] = value }], stop))[0];
        var footing = await FootingAsync(db, stop);
        var (changed, unchanged) = (0, 0);
        foreach (var record in rows)
        {
            var before = known.Of(record);
            Write(db, record, draft, problems, footing, now);
            _ = Equals(before, known.Of(record)) ? unchanged++ : changed++;
        }
        if (save && problems.Count is 0)
            await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        return new BulkChange(changed, unchanged, [.. problems.DistinctBy(p => p.Problem)]);
    }

    /// <summary>Reads what was said of some records; each comes back with what could not be read.</summary>
    internal async Task<IReadOnlyList<(Draft<T> Draft, List<Refusal> Refusals)>> DraftsAsync(GenomlysDb db, IReadOnlyList<Dictionary<Field<T>, object?>> said, CancellationToken stop)
    {
        var read = new Dictionary<Field<T>, Func<object, object?>>();
        foreach (var field in said.SelectMany(s => s.Keys).Distinct())
            read[field] = await field.ReaderAsync(db, said.Select(s => s.GetValueOrDefault(field)).OfType<object>(), stop);

        var drafts = new List<(Draft<T>, List<Refusal>)>(said.Count);
        foreach (var row in said)
        {
            var refusals = new List<Refusal>();
            drafts.Add((DraftOf(row, (field, cell) => read[field](cell), refusals), refusals));
        }
        return drafts;
    }

    /// <summary>The only way a record is made or changed by form, API or file. Null when it was refused at birth.</summary>
    internal T? Write(GenomlysDb db, T? record, Draft<T> draft, List<Refusal> refusals, Footing footing, DateTimeOffset now)
    {
        var isNew = record is null;
        if (isNew)
        {
            refusals.AddRange(from field in fields
                              where field.IsRequired && !draft.Has(field) && refusals.TrueForAll(r => r.Field != field.Key)
                              select new Refusal(field.Key, field.Label, Words["Required"]));
            if (born is null)
                refusals.Add(new Refusal("", Title, Words["CannotAdd"]));
        }
        if (refusals.Count > 0)
            return record;

        if (!isNew && unitOf is not null && !footing.Holds(unitOf.Value(record!)))
        {
            refusals.Add(new Refusal("", One, Words["OutOfReach"]));   // it is not his to change, nor to take over
            return record;
        }
        record ??= born!(draft);
        var changed = new HashSet<string>();
        foreach (var (field, value) in draft.Values)
        {
            var before = field.Of(record);
            if ((TooLong(db, field, value) ? Outcome.Refused("TooLong") : field.Apply(record, value, now)) is { Problem: { } problem })
                refusals.Add(new Refusal(field.Key, field.Label, Words[problem]));
            else if (!Equals(before, field.Of(record)))
                changed.Add(field.Key);
        }
        if (isNew && owner is not null && unitOf!.Value(record) == default && (footing.Home is { } home ? owner.Apply(record, home, now) : footing.Units is null ? Outcome.Done : Outcome.Refused("Required")) is { Problem: { } homeless })
            refusals.Add(new Refusal(owner.Key, owner.Label, Words[homeless]));
        if (unitOf is not null && refusals.Count is 0 && !footing.Holds(unitOf.Value(record)))
            refusals.Add(new Refusal("", One, Words["OutOfReach"]));
        if (refusals.Count is 0 && (isNew || changed.Count > 0) && Fits(db, record).Problem is { } misfit)
            refusals.Add(new Refusal("", One, Words[misfit]));
        if (refusals.Count > 0)
            return record;

        if (isNew)
        {
            db.Add(record);
            Added(db, record, now);
        }
        else if (changed.Count > 0)
            Changed(db, record, changed, now);
        return record;
    }

    /// <summary>The units the viewer may write for; and the administration among them if it is the only one, else the unit he writes for.</summary>
    internal async Task<Footing> FootingAsync(GenomlysDb db, CancellationToken stop)
    {
        var units = unit is null || db.Viewer.IsUnbound(Area, Rights.Write) ? null : await Reach.Units(db, Area, Rights.Write).ToHashSetAsync(stop);
        if (owner is null)
            return new Footing(units, null);
        var administrations = await db.Units.Where(u => u.Level == UnitLevel.Administration).Select(u => u.Id).ToListAsync(stop);
        return new Footing(units, administrations.FindAll(a => units is null || units.Contains(a)) is [var only] ? only : db.Viewer.Home(Area));
    }

    /// <summary>Says whose the record is, where that tells it apart from others and nothing is said of it.</summary>
    internal void Own(Draft<T> draft, Footing footing)
    {
        if (owner is { IsKey: true } && footing.Home is { } home && !draft.Has(owner))
            draft.Say(owner, home);
    }

    /// <summary>Two who save the same reference at once: the database lets one through, and the other is told.</summary>
    private async Task<Saved> KeepAsync(GenomlysDb db, T record, Guid? id, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Saved(SaveStatus.Stale, id ?? default, 0, []);
        }
        catch (DbUpdateException clash) when (Uniqueness.IsBroken(clash))
        {
            return Taken(id);
        }
        return new Saved(SaveStatus.Done, record.Id.Value, db.Entry(record).Property<int>(Version).CurrentValue, []);
    }

    private Saved Taken(Guid? id) => new(SaveStatus.Refused, id ?? default, 0,
        KeyFields is [] ? [new Refusal("", One, Words["Taken"])] : [.. KeyFields.Select(f => new Refusal(f.Key, f.Label, Words["Taken"]))]);

    private async Task<bool> TakenAsync(GenomlysDb db, T record, CancellationToken stop)
    {
        if (KeyFields is [])
            return false;
        var own = record.Id;
        using var beyond = db.BeyondReach();   // a key that someone else has is taken too; whose it is, is not told
        var same = KeyFields.Aggregate(Everywhere(db).Where(r => EF.Property<Id<T>>(r, "Id") != own), (rows, key) => rows.Where(key.Among([key.Of(record)])));
        return await same.AnyAsync(stop);
    }

    private static bool TooLong(GenomlysDb db, Field<T> field, object? value) => value is string text && field.MostCharacters(db) is { } most && text.Length > most;

    // ---- What every table of a register has

    internal override void Configure(ModelBuilder model)
    {
        var entity = model.Entity<T>();
        entity.Property<int>(Version).IsConcurrencyToken();
        entity.Property<string>(SearchText).IsRequired();
        entity.Property<DateTimeOffset?>(ArchivedAt);
        Provenance.Configure(entity);
    }

    internal override IEnumerable<(Type Rows, string Name, LambdaExpression Keeps)> Filters(GenomlysDb db)
    {
        Expression<Func<T, bool>> live = r => EF.Property<DateTimeOffset?>(r, ArchivedAt) == null, reads = _ => db.Viewer.Reads(Area);
        yield return (typeof(T), Live, live);
        yield return (typeof(T), Scope, unit is null ? reads : Expression.Lambda<Func<T, bool>>(Sql.Of(Reach.Within(db, Area), unit.Body), unit.Parameters[0]));
        foreach (var follows in beside)
            yield return follows.Filter(db);
    }

    internal override void BeforeSave(EntityEntry entry)
    {
        entry.Property(SearchText).CurrentValue = SearchTextOf((T)entry.Entity);
        entry.Property(Version).CurrentValue = (int)entry.Property(Version).OriginalValue! + 1;
    }

    internal override void Follow(GenomlysDb db, EntityEntry entry) => Saving(db, db.Entry((T)entry.Entity));

    internal override (Id<Unit>? Now, Id<Unit>? Before) OwnersOf(EntityEntry entry) => unitOf is null
        ? (null, null)
        : (entry.State is EntityState.Deleted ? null : unitOf.Value((T)entry.Entity), entry.State is EntityState.Added ? null : unitOf.Value((T)entry.OriginalValues.ToObject()));

    /// <summary>What the record is found by: its searchable fields, folded.</summary>
    internal string SearchTextOf(T record) => Words.Fold(string.Join('\n', fields.Where(f => f.IsSearched).Select(f => f.Of(record))));
}

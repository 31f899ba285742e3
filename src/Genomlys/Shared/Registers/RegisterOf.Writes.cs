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

    public override Task<Saved> SaveAsync(GenomlysDb db, Guid? id, int? version, IReadOnlyDictionary<string, object?> said, DateTimeOffset now, CancellationToken stop) =>
        OnceMore.FromWhatIsThereAsync(db, () => SaveOnceAsync(db, id, version, said, now, stop));

    private async Task<Saved> SaveOnceAsync(GenomlysDb db, Guid? id, int? version, IReadOnlyDictionary<string, object?> said, DateTimeOffset now, CancellationToken stop)
    {
        T? record = null;
        if (id is not null)
        {
            await OpenAsync(db, id.Value, stop);
            if (await Only(db, id.Value).SingleOrDefaultAsync(stop) is not { } existing)
                return new Saved(SaveStatus.Missing, id.Value, 0, []);
            record = existing;
            if (!MayChange(db, existing, await FootingAsync(db, stop)))
                return new Saved(SaveStatus.Forbidden, id.Value, 0, []);
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

    public override Task<Saved> ArchiveAsync(GenomlysDb db, Guid id, int? version, bool restore, DateTimeOffset now, CancellationToken stop) =>
        OnceMore.FromWhatIsThereAsync(db, () => ArchiveOnceAsync(db, id, version, restore, now, stop));

    private async Task<Saved> ArchiveOnceAsync(GenomlysDb db, Guid id, int? version, bool restore, DateTimeOffset now, CancellationToken stop)
    {
        await OpenAsync(db, id, stop);
        if (await Only(db, id).SingleOrDefaultAsync(stop) is not { } record)
            return new Saved(SaveStatus.Missing, id, 0, []);
        if (version is not null && version != db.Entry(record).Property<int>(Version).CurrentValue)
            return new Saved(SaveStatus.Stale, id, 0, []);
        if (!MayChange(db, record, await FootingAsync(db, stop)))
            return new Saved(SaveStatus.Forbidden, id, 0, []);
        db.Entry(record).Property<DateTimeOffset?>(ArchivedAt).CurrentValue = restore ? null : now;
        if (record is Guarded { Secrecy: Secrecy.Protected })
            db.Note(Name, id, HandlingAct.Changed);
        return await KeepAsync(db, record, id, stop);
    }

    public override Task<BulkChange> ChangeAllAsync(GenomlysDb db, Selection selection, string field, string? value, bool save, DateTimeOffset now, CancellationToken stop) =>
        OnceMore.FromWhatIsThereAsync(db, () => ChangeAllOnceAsync(db, selection, field, value, save, now, stop));

    private async Task<BulkChange> ChangeAllOnceAsync(GenomlysDb db, Selection selection, string field, string? value, bool save, DateTimeOffset now, CancellationToken stop)
    {
        if (Seen(db, Selection.All).Find(f => f.Key == field) is not { IsGiven: true, CanChange: true, IsKey: false } known)
            return new BulkChange(0, 0, [new Refusal(field, field, Words["CannotChange"])]);
        var rows = await Rows(db, selection with { IsNamed = false }).OrderBy(r => EF.Property<Id<T>>(r, "Id")).Take(MostChangedAtOnce + 1).ToListAsync(stop);
        if (rows.Count > MostChangedAtOnce)
            return new BulkChange(0, 0, [new Refusal(field, known.Label, Words.Format("TooManyAtOnce", MostChangedAtOnce))]);

        var (draft, problems) = (await DraftsAsync(db, [new() { [known] = value }], stop))[0];
        if (draft.Of(known) is Secrecy.Protected)
            return new BulkChange(0, 0, [new Refusal(field, known.Label, Words["OneAtATime"])]);
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

        if (!isNew && !Holds(footing, record!))
        {
            refusals.Add(new Refusal("", One, Words["OutOfReach"]));   // it is not his to change, nor to take over
            return record;
        }
        if (!isNew && IsOnlyRead(db, record!))
        {
            refusals.Add(new Refusal("", One, Words["OnlyRead"]));
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
        if (!db.IsPersonalNumberMeant)
            refusals.AddRange(from field in draft.Values.Keys
                              where (isNew || changed.Contains(field.Key)) && IsFreeText(field) && field.Of(record) is string text && IdentityNumber.IsIn(text)
                              select new Refusal(field.Key, field.Label, Words["PersonalNumber"]));
        if (isNew && owner is not null && unitOf!.Value(record) == default && (footing.Home is { } home ? owner.Apply(record, home, now) : footing.Units is null ? Outcome.Done : Outcome.Refused("Required")) is { Problem: { } homeless })
            refusals.Add(new Refusal(owner.Key, owner.Label, Words[homeless]));
        if (refusals.Count is 0 && !Holds(footing, record))
            refusals.Add(new Refusal("", One, Words["OutOfReach"]));
        if (record is Guarded guarded && refusals.Count is 0)
            Guard(db, guarded, record.Id.Value, changed, refusals, now);
        if (refusals.Count is 0 && (isNew || changed.Count > 0) && Fits(db, record) is { Problem: { } misfit } unfit)
            refusals.Add(unfit.Field is { } key && Find(key) is { } at ? new Refusal(at.Key, at.Label, Words[misfit]) : new Refusal("", One, Words[misfit]));
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

    private static bool IsFreeText(Field field) => field is { Input: "text" or "textarea", IsKey: false, IsReference: false };

    public override async Task<bool> MayChangeAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        if (!db.Viewer.May(Need.Write, Area))
            return false;
        await OpenAsync(db, id, stop);
        return await Only(db, id).AsNoTracking().SingleOrDefaultAsync(stop) is { } record && MayChange(db, record, await FootingAsync(db, stop));
    }

    /// <summary>What he reads need not be his to change: it belongs to others, or is broken open for a while.</summary>
    internal bool MayChange(GenomlysDb db, T record, Footing footing) => Holds(footing, record) && !IsOnlyRead(db, record);

    /// <summary>Whether a footing reaches the record, in the area it lies in.</summary>
    internal bool Holds(Footing footing, T record) => unitOf is null || (apart is { } one && one.IsThere(record) ? footing.Apart! : footing).Holds(unitOf.Value(record));

    /// <summary>What is broken open is read only.</summary>
    internal bool IsOnlyRead(GenomlysDb db, T record) => record is Guarded { Secrecy: var secrecy } && !db.Viewer.Cleared(Area).Contains(secrecy) && !db.MayHandle(record.Id.Value);

    /// <summary>Whoever makes a record more secret than he is cleared for is named on it, so that somebody is; a mark says its day and authority.</summary>
    private void Guard(GenomlysDb db, Guarded record, Guid id, HashSet<string> changed, List<Refusal> refusals, DateTimeOffset now)
    {
        if (!db.Viewer.Cleared(Area).Contains(record.Secrecy))
        {
            if (db.Viewer.Handler is null)
                refusals.Add(new Refusal("secrecy", Find("secrecy")!.Label, Words["NobodyNamed"]));
            else
                db.NameViewer(Name, id, now);
        }
        if (record.Secrecy is Secrecy.Protected && changed.Count > 0)
            db.Note(Name, id, HandlingAct.Changed);
        if (changed.Overlaps(["secrecyGround", "markedOn", "markedBy"]))
            record.CompleteMark(Period.DayOf(now), () => unitOf is null ? null : AuthorityOf(db, unitOf.Value((T)(object)record)));
    }

    /// <summary>The authority a unit belongs to: its board, else the top of its branch.</summary>
    private static string? AuthorityOf(GenomlysDb db, Id<Unit> unit) => (from above in db.Set<UnitClosure>()
                                                                         join named in db.Set<Unit>().IgnoreQueryFilters(new[] { Scope }) on above.AncestorId equals named.Id
                                                                         where above.DescendantId == unit
                                                                         orderby named.Level == UnitLevel.Board ? 0 : 1, above.Depth descending
                                                                         select named.Name).FirstOrDefault();

    /// <summary>The units the viewer may write for, or decide for; and the administration among them if it is the only one, else the unit he writes for.</summary>
    internal async Task<Footing> FootingAsync(GenomlysDb db, CancellationToken stop, Rights right = Rights.Write)
    {
        var footing = await FootingAsync(db, Area, right, stop);
        return apart is { } one ? footing with { Apart = await FootingAsync(db, one.Area, right, stop) } : footing;
    }

    private async Task<Footing> FootingAsync(GenomlysDb db, Area area, Rights right, CancellationToken stop)
    {
        var units = unit is null || db.Viewer.IsUnbound(area, right) ? null : await Reach.Units(db, area, right).ToHashSetAsync(stop);
        if (owner is null)
            return new Footing(units, null);
        var administrations = await db.Units.Where(u => u.Level == UnitLevel.Administration).Select(u => u.Id).ToListAsync(stop);
        return new Footing(units, administrations.FindAll(a => units is null || units.Contains(a)) is [var only] ? only : db.Viewer.Home(area));
    }

    /// <summary>Says whose the record is, where that tells it apart from others and nothing is said of it.</summary>
    internal void Own(Draft<T> draft, Footing footing)
    {
        if (owner is { IsKey: true } && footing.Home is { } home && !draft.Has(owner))
            draft.Say(owner, home);
    }

    /// <summary>Two who save the same record or the same reference at once: the database lets one through, and the other is told.</summary>
    private async Task<Saved> KeepAsync(GenomlysDb db, T record, Guid? id, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException clash) when (id is not null && clash.Entries.Any(e => e.Entity == record))
        {
            return new Saved(SaveStatus.Stale, id.Value, 0, []);
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
        var same = KeyFields.Aggregate(EvenProtected(db).Where(r => EF.Property<Id<T>>(r, "Id") != own), (rows, key) => rows.Where(key.Among([key.Of(record)])));
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
        if (!IsGuarded)
            return;
        entity.Property<string?>(nameof(Guarded.MarkedBy)).HasMaxLength(200);
        entity.HasOne<SecrecyGround>().WithMany().HasForeignKey(nameof(Guarded.SecrecyGroundId)).OnDelete(DeleteBehavior.Restrict);
    }

    internal override IEnumerable<(Type Rows, string Name, LambdaExpression Keeps)> Filters(GenomlysDb db)
    {
        Expression<Func<T, bool>> live = r => EF.Property<DateTimeOffset?>(r, ArchivedAt) == null, reads = _ => db.Viewer.Reads(Area);
        yield return (typeof(T), Live, live);
        yield return (typeof(T), Scope, unit is null ? reads : Within(db, unit));
        if (IsGuarded)
        {
            Expression<Func<T, bool>> cleared = r => db.Viewer.Cleared(Area).Contains(EF.Property<Secrecy>(r, nameof(Guarded.Secrecy))) || db.Viewer.Opened.Contains((Guid)(object)EF.Property<Id<T>>(r, "Id"));
            yield return (typeof(T), Class, cleared);
        }
        foreach (var follows in beside)
            yield return follows.Filter(db);
    }

    /// <summary>The viewer reaches a record's unit in the area that the record lies in.</summary>
    private Expression<Func<T, bool>> Within(GenomlysDb db, Expression<Func<T, Id<Unit>>> unit)
    {
        var within = Sql.Of(Reach.Within(db, Area), unit.Body);
        if (apart is { } one && Sql.Of(one.Lies, unit.Parameters[0]) is var lies)
            within = Expression.OrElse(Expression.AndAlso(lies, Sql.Of(Reach.Within(db, one.Area), unit.Body)), Expression.AndAlso(Expression.Not(lies), within));
        return Expression.Lambda<Func<T, bool>>(within, unit.Parameters[0]);
    }

    internal override void BeforeSave(EntityEntry entry)
    {
        entry.Property(SearchText).CurrentValue = entry.Entity is Guarded { Secrecy: Secrecy.Protected } ? "" : SearchTextOf((T)entry.Entity);   // what is protected is not found by its words
        entry.Property(Version).CurrentValue = (int)entry.Property(Version).OriginalValue! + 1;
    }

    internal override void Follow(GenomlysDb db, EntityEntry entry) => Saving(db, db.Entry((T)entry.Entity));

    internal override (Guid Id, Id<Unit>? Unit, Secrecy? Class) StandingOf(EntityEntry entry) =>
        (((T)entry.Entity).Id.Value, unitOf is null ? null : unitOf.Value((T)entry.Entity), (entry.Entity as Guarded)?.Secrecy);

    internal override IReadOnlyDictionary<Guid, (Id<Unit>? Unit, Secrecy? Class)> Stored(GenomlysDb db, IReadOnlyList<Guid> ids)
    {
        if (ids.Count is 0)
            return new Dictionary<Guid, (Id<Unit>?, Secrecy?)>();
        using var beyond = db.BeyondReach();
        var record = Expression.Parameter(typeof(T), "r");
        Expression<Func<T, Id<T>>> id = r => EF.Property<Id<T>>(r, "Id");
        Expression<Func<T, Secrecy>> secrecy = r => EF.Property<Secrecy>(r, nameof(Guarded.Secrecy));
        var row = Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object),
            Boxed(Sql.Of(id, record)), unit is null ? Nothing : Boxed(Sql.Of(unit, record)), IsGuarded ? Boxed(Sql.Of(secrecy, record)) : Nothing), record);
        return ids.Chunk(UndoChunk).SelectMany(chunk => Among(EvenProtected(db), chunk).AsNoTracking().Select(row).ToList())
            .ToDictionary(r => ((Id<T>)r[0]!).Value, r => ((Id<Unit>?)r[1], (Secrecy?)r[2]));

        static Expression Boxed(Expression value) => Expression.Convert(value, typeof(object));
    }

    internal override Area? AreaAt(GenomlysDb db, Guid id)
    {
        using var beyond = db.BeyondReach();
        return Among(EvenProtected(db), [id]).AsNoTracking().SingleOrDefault() is { } record ? AreaOf(record) : null;
    }

    private static readonly Expression Nothing = Expression.Constant(null, typeof(object));

    /// <summary>What the record is found by: its searchable fields, folded.</summary>
    internal string SearchTextOf(T record) => Words.Fold(string.Join('\n', fields.Where(f => f.IsSearched).Select(f => f.SearchedBy(record))));
}

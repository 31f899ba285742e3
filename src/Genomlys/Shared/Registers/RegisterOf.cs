using System.Linq.Expressions;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Exports;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Genomlys.Shared.Registers;

/// <summary>A business register, described once: list, record, forms, exports, import, API and figures follow from it.</summary>
public abstract class Register<T>(string name, Words words) : Register(name, words) where T : class, IRecord<T>
{
    private const string Version = "Version", SearchText = "SearchText", Scope = "scope";
    private const int PageSize = 50, MostFacetChoices = 20;

    private readonly List<Field<T>> fields = [];
    private readonly List<Figure<T>> figures = [];
    private Expression<Func<T, Id<Unit>>>? unit;
    private Lazy<Func<T, Id<Unit>>>? unitOf;
    private Func<Draft<T>, T>? born;
    private (Field<T> Field, bool Descending) order;
    private Field<T>? title;

    public override Type RecordType => typeof(T);
    public override IReadOnlyList<Field> Fields => fields;
    public override IReadOnlyList<Figure> Figures => figures;
    public override bool CanAdd => born is not null;
    internal IReadOnlyList<Field<T>> KeyFields => [.. fields.Where(f => f.IsKey)];

    // ---- What a module says, in its constructor

    protected Field<T, V> Field<V>(Expression<Func<T, V>> value) => Add(new Field<T, V>(NameOf(value), Words, value, isLong: false));
    protected Field<T, string> LongText(Expression<Func<T, string>> value) => Add(new Field<T, string>(NameOf(value), Words, value, isLong: true));

    /// <summary>Something that follows from the record, under a name of its own.</summary>
    protected Field<T, V> Computed<V>(string key, Expression<Func<T, V>> value) => Add(new Field<T, V>(key, Words, value, isLong: false));

    protected Field<T, Id<R>> Reference<R>(Expression<Func<T, Id<R>>> value, params Expression<Func<R, string>>[] names) where R : class, IRecord<R> =>
        Field(value).Through(new Lookup<R, Id<R>>(id => id, id => id, names));

    protected Field<T, Id<R>?> Reference<R>(Expression<Func<T, Id<R>?>> value, params Expression<Func<R, string>>[] names) where R : class, IRecord<R> =>
        Field(value).Through(new Lookup<R, Id<R>?>(id => id!.Value, id => id, names));

    /// <summary>Whose the record is: only those who may see the unit see it, in lists, counts, exports and figures alike.</summary>
    protected void Within(Expression<Func<T, Id<Unit>>> owner) => (unit, unitOf) = (owner, new(owner.Compile));

    protected void Born(Func<Draft<T>, T> birth) => born = birth;
    protected void Titled<V>(Field<T, V> field) => title = field;
    protected void Ordered<V>(Field<T, V> field, bool descending = false) => order = (field, descending);
    protected Figure<T> Figure(string key) { figures.Add(new Figure<T>(this, key)); return figures[^1]; }

    /// <summary>What follows when a record is new: a deadline, a task.</summary>
    protected virtual void Added(GenomlysDb db, T record) { }

    /// <summary>What can be settled only when a whole file is in.</summary>
    protected virtual Task ImportedAsync(GenomlysDb db, CancellationToken stop) => Task.CompletedTask;

    // ---- What the product asks

    /// <summary>The rows a selection means. The one place where selections become queries.</summary>
    public IQueryable<T> Rows(GenomlysDb db, Selection selection)
    {
        IQueryable<T> rows = db.Set<T>();
        foreach (var said in selection.Terms.GroupBy(t => t.Field, t => t.Term))
            if (Find(said.Key)?.Where([.. said]) is { } condition)
                rows = rows.Where(condition);
        foreach (var word in Words.Fold(selection.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(r => EF.Property<string>(r, SearchText).Contains(word));
        return rows;
    }

    public override IReadOnlyList<string> Check(Selection selection) =>
    [
        .. from said in selection.Terms.GroupBy(t => t.Field, t => t.Term)
           where Find(said.Key)?.Where([.. said]) is null
           select Words.Format("UnknownFilter", $"{said.Key}={string.Join(", ", said)}"),
        .. selection.Sort is "" || Find(selection.Sort.TrimStart('-')) is not null ? Array.Empty<string>() : [Words.Format("UnknownFilter", selection.Sort)],
    ];

    public override async Task<Listing> ListAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        var listed = fields.Where(f => f.IsListed).ToList();
        var rows = Rows(db, selection);
        var total = await rows.CountAsync(stop);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        selection = selection with { Page = Math.Min(selection.Page, pages) };
        var found = await Sorted(db, rows, selection).Skip((selection.Page - 1) * PageSize).Take(PageSize).Select(Columns(listed)).ToListAsync(stop);
        var show = await DisplaysAsync(db, listed, found, stop);
        var facets = await FacetsAsync(db, selection, stop);
        return new Listing(this, selection, total, pages,
            [.. listed.Select(f => ColumnOf(f, selection))],
            [.. found.Select(r => new Row($"{Path}/{r[0]}", [.. show.Select((s, n) => s.Show(r[n + 2]))]))],
            facets, await ChosenAsync(db, selection, stop), Check(selection));
    }

    public override async Task<Page> PageAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        var rows = Rows(db, selection);
        var total = await rows.CountAsync(stop);
        var found = await Sorted(db, rows, selection).Skip((selection.Page - 1) * PageSize).Take(PageSize).Select(Columns(fields)).ToListAsync(stop);
        return new Page(total, Math.Max(1, (total + PageSize - 1) / PageSize), await RecordsAsync(db, found, stop));
    }

    public override async Task ExportAsync(GenomlysDb db, Selection selection, IRowWriter target, CancellationToken stop)
    {
        target.Write([.. fields.Select(f => (object)f.Label)]);
        foreach (var chunk in (await Sorted(db, Rows(db, selection), selection).Select(Columns(fields)).ToListAsync(stop)).Chunk(1000))
        {
            var show = await DisplaysAsync(db, fields, chunk, stop);
            foreach (var row in chunk)
                target.Write([.. show.Select((s, n) => s.Cell(row[n + 2]))]);
        }
    }

    public override async Task<Record?> FindAsync(GenomlysDb db, Guid id, CancellationToken stop) =>
        (await RecordsAsync(db, await Only(db, id).Select(Columns(fields)).ToListAsync(stop), stop)).SingleOrDefault();

    public override async Task<IReadOnlyList<Input>> InputsAsync(GenomlysDb db, Guid? id, CancellationToken stop)
    {
        var record = id is null ? null : await Only(db, id.Value).AsNoTracking().SingleOrDefaultAsync(stop);
        var inputs = new List<Input>();
        foreach (var field in fields.Where(f => f.IsGiven))
        {
            var value = record is null ? null : field.Of(record);
            var display = await field.DisplayAsync(db, [value], stop);
            inputs.Add(new Input(field, display.Fill(value), await field.ChoicesAsync(db, stop), record is null || field.CanChange));
        }
        return inputs;
    }

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
            from field in fields where field.IsGiven && said.ContainsKey(field.Key) select KeyValuePair.Create(field, said[field.Key]))], stop))[0];
        record = Write(db, record, draft, refusals, await ReachAsync(db, stop), now);
        if (refusals.Count > 0)
            return new Saved(SaveStatus.Refused, id ?? default, 0, refusals);
        if (id is null && await TakenAsync(db, record!, stop))
            return new Saved(SaveStatus.Refused, default, 0, [.. KeyFields.Select(f => new Refusal(f.Key, f.Label, Words["Taken"]))]);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Saved(SaveStatus.Stale, id ?? default, 0, []);
        }
        return new Saved(SaveStatus.Done, record!.Id.Value, db.Entry(record).Property<int>(Version).CurrentValue, []);
    }

    public override Task<ImportOutcome> ImportAsync(GenomlysDb db, Sheet sheet, Plan plan, bool save, DateTimeOffset now, CancellationToken stop) =>
        new Importing<T>(this, db).RunAsync(sheet, plan, save, now, stop);

    public override IEnumerable<string> TextKeys =>
        ["Title", "One", .. fields.Select(f => f.TextKey), .. figures.Select(f => f.TextKey),
         .. from f in fields let type = EnumOf(f) where type is not null from value in Enum.GetNames(type) select $"{type.Name}.{value}"];

    // ---- How it writes

    internal Field<T>? Find(string key) => fields.Find(f => f.Key == key);
    internal Field<T, V> Find<V>(Expression<Func<T, V>> value) =>
        fields.OfType<Field<T, V>>().FirstOrDefault(f => Sql.Of(f.Value, value.Parameters[0]).ToString() == value.Body.ToString())
        ?? throw new InvalidOperationException($"{Name} has no field {value}.");

    internal IQueryable<T> Everywhere(GenomlysDb db) => db.Set<T>().IgnoreQueryFilters([Scope]);
    internal void Follow(GenomlysDb db, T record) => Added(db, record);
    internal Task FollowAsync(GenomlysDb db, CancellationToken stop) => ImportedAsync(db, stop);

    /// <summary>Reads what was said of some records; each comes back with what could not be read.</summary>
    internal async Task<IReadOnlyList<(Draft<T> Draft, List<Refusal> Refusals)>> DraftsAsync(GenomlysDb db, IReadOnlyList<Dictionary<Field<T>, object?>> said, CancellationToken stop)
    {
        var read = new Dictionary<Field<T>, Func<object, object?>>();
        foreach (var field in said.SelectMany(s => s.Keys).Distinct())
            read[field] = await field.ReaderAsync(db, said.Select(s => s.GetValueOrDefault(field)).OfType<object>(), stop);

        var drafts = new List<(Draft<T>, List<Refusal>)>(said.Count);
        foreach (var row in said)
        {
            var (draft, refusals) = (new Draft<T>(), new List<Refusal>());
            foreach (var (field, cell) in row)
                if (cell is not null and not "")
                {
                    if (read[field](cell) is { } value)
                        draft.Say(field, value);
                    else
                        refusals.Add(new Refusal(field.Key, field.Label, Words.Format("CannotRead", cell)));
                }
                else if (field.IsRequired)
                    refusals.Add(new Refusal(field.Key, field.Label, Words["Required"]));
                else if (field.IsOptional)
                    draft.Say(field, null);
            drafts.Add((draft, refusals));
        }
        return drafts;
    }

    /// <summary>The only way a record is made or changed by form, API or file. Null when it was refused at birth.</summary>
    internal T? Write(GenomlysDb db, T? record, Draft<T> draft, List<Refusal> refusals, IReadOnlySet<Id<Unit>>? reach, DateTimeOffset now)
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

        record ??= born!(draft);
        foreach (var (field, value) in draft.Values)
            if ((TooLong(db, field, value) ? Outcome.Refused("TooLong") : field.Apply(record, value, now)) is { Problem: { } problem })
                refusals.Add(new Refusal(field.Key, field.Label, Words[problem]));
        if (reach is not null && unitOf is not null && !reach.Contains(unitOf.Value(record)))
            refusals.Add(new Refusal("", One, Words["OutOfReach"]));
        if (isNew && refusals.Count is 0)
        {
            db.Add(record);
            Added(db, record);
        }
        return record;
    }

    /// <summary>The units the viewer may write for; null means all.</summary>
    internal static async Task<IReadOnlySet<Id<Unit>>?> ReachAsync(GenomlysDb db, CancellationToken stop) =>
        db.Viewer.Path is "" ? null : await db.Units.Where(u => u.Path.StartsWith(db.Viewer.Path)).Select(u => u.Id).ToHashSetAsync(stop);

    private async Task<bool> TakenAsync(GenomlysDb db, T record, CancellationToken stop)
    {
        if (KeyFields is [])
            return false;
        var same = KeyFields.Aggregate(Everywhere(db), (rows, key) => rows.Where(key.Among([key.Of(record)])));
        return await same.AnyAsync(stop);
    }

    // ---- How it asks the database

    internal override void Configure(ModelBuilder model, GenomlysDb db)
    {
        var entity = model.Entity<T>();
        entity.Property<int>(Version).IsConcurrencyToken();
        entity.Property<string>(SearchText).IsRequired();
        if (unit is null)
            return;
        Expression<Func<Id<Unit>, bool>> within = id => db.Viewer.Path == "" || db.Set<Unit>().Where(u => u.Path.StartsWith(db.Viewer.Path)).Select(u => u.Id).Contains(id);
        entity.HasQueryFilter(Scope, Expression.Lambda<Func<T, bool>>(Sql.Of(within, unit.Body), unit.Parameters[0]));
    }

    internal override void BeforeSave(EntityEntry entry)
    {
        var record = (T)entry.Entity;
        entry.Property(SearchText).CurrentValue = Words.Fold(string.Join('\n', fields.Where(f => f.IsSearched).Select(f => f.Of(record))));
        entry.Property(Version).CurrentValue = (int)entry.Property(Version).OriginalValue! + 1;
    }

    private IQueryable<T> Only(GenomlysDb db, Guid id)
    {
        var wanted = new Id<T>(id);
        return db.Set<T>().Where(r => EF.Property<Id<T>>(r, "Id") == wanted);
    }

    private IQueryable<T> Sorted(GenomlysDb db, IQueryable<T> rows, Selection selection)
    {
        var (field, descending) = Find(selection.Sort.TrimStart('-')) is { } chosen ? (chosen, selection.Sort.StartsWith('-')) : order;
        var record = Expression.Parameter(typeof(T), "r");
        Expression<Func<T, Id<T>>> id = r => EF.Property<Id<T>>(r, "Id");
        var query = rows.Expression;
        foreach (var (key, n) in (field?.Order(db, record) ?? []).Append(Sql.Of(id, record)).Select((key, n) => (key, n)))
        {
            var down = descending && key is not ConditionalExpression { IfTrue: ConstantExpression { Value: 1 } };
            var method = (n, down) switch { (0, false) => nameof(Queryable.OrderBy), (0, true) => nameof(Queryable.OrderByDescending), (_, false) => nameof(Queryable.ThenBy), (_, true) => nameof(Queryable.ThenByDescending) };
            query = Expression.Call(typeof(Queryable), method, [typeof(T), key.Type], query, Expression.Quote(Expression.Lambda(key, record)));
        }
        return rows.Provider.CreateQuery<T>(query);
    }

    /// <summary>Identity and version first, then the columns; all of it evaluated by the database.</summary>
    private static Expression<Func<T, object?[]>> Columns(IReadOnlyList<Field<T>> fields)
    {
        Expression<Func<T, object>> id = r => EF.Property<Id<T>>(r, "Id"), version = r => EF.Property<int>(r, Version);
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), [Sql.Of(id, record), Sql.Of(version, record), .. fields.Select(f => f.Column(record))]), record);
    }

    private static async Task<IReadOnlyList<Display>> DisplaysAsync(GenomlysDb db, IReadOnlyList<Field<T>> fields, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var displays = new List<Display>(fields.Count);
        for (var n = 0; n < fields.Count; n++)
        {
            var at = n + 2;
            displays.Add(await fields[n].DisplayAsync(db, rows.Select(r => r[at]), stop));
        }
        return displays;
    }

    private async Task<IReadOnlyList<Record>> RecordsAsync(GenomlysDb db, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var displays = await DisplaysAsync(db, fields, rows, stop);
        var titled = fields.IndexOf(title ?? fields[0]);
        return [.. rows.Select(r => new Record(((Id<T>)r[0]!).Value, (int)r[1]!, displays[titled].Show(r[titled + 2]),
            [.. fields.Select((f, n) => new Value(f, displays[n].Show(r[n + 2]), r[n + 2] is null or bool or int or decimal ? r[n + 2] : displays[n].Write(r[n + 2])))]))];
    }

    /// <summary>A facet counts the rows of the other choices: its own choice does not narrow it.</summary>
    private async Task<IReadOnlyList<Facet>> FacetsAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        var tallies = await FacetCounts<T>.TallyAsync(db, [.. fields.Where(f => f.IsFacet)], f => Rows(db, selection.Without(f.Key)), f => selection.Terms.Any(t => t.Field == f.Key), stop);
        return
        [
            .. from field in fields
               where field.IsFacet
               let choices = from tally in tallies[field]
                             let isChosen = selection.Has(field.Key, tally.Term)
                             where tally.Count > 0 || isChosen
                             orderby isChosen descending
                             select new FacetChoice(tally.Label, tally.Count, isChosen, (isChosen ? selection.Without(field.Key, tally.Term) : selection.With(field.Key, tally.Term)).Href(Path))
               select new Facet(field.Key, field.Label, [.. choices.Take(Math.Max(MostFacetChoices, choices.Count(c => c.IsChosen)))]),
        ];
    }

    private async Task<IReadOnlyList<FacetChoice>> ChosenAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        var chosen = new List<FacetChoice>();
        foreach (var (key, term) in selection.Terms)
            if (Find(key) is { } field)
            {
                var read = term is Selection.Missing || term.Contains("..", StringComparison.Ordinal) ? null : (await field.ReaderAsync(db, [term], stop))(term);
                var label = read is null ? term is Selection.Missing ? Words["NotStated"] : term.Replace("..", " – ", StringComparison.Ordinal) : (await field.DisplayAsync(db, [read], stop)).Show(read);
                chosen.Add(new FacetChoice($"{field.Label}: {label}", 0, true, selection.Without(key, term).Href(Path)));
            }
        return chosen;
    }

    private Column ColumnOf(Field<T> field, Selection selection)
    {
        bool? ascending = selection.Sort == field.Key ? true : selection.Sort == "-" + field.Key ? false
            : selection.Sort is "" && order.Field == field ? !order.Descending : null;
        return new Column(field.Key, field.Label, (selection with { Sort = ascending is true ? "-" + field.Key : field.Key, Page = 1 }).Href(Path), ascending);
    }

    private static bool TooLong(GenomlysDb db, Field<T> field, object? value) =>
        value is string text && db.Model.FindEntityType(typeof(T))!.FindProperty(field.TextKey)?.GetMaxLength() is { } most && text.Length > most;

    private static Type? EnumOf(Field<T> field) => field.GetType().GenericTypeArguments is [_, var type] && (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } known ? known : null;

    private F Add<F>(F field) where F : Field<T>
    {
        if (Find(field.Key) is not null)
            throw new InvalidOperationException($"{Name} describes {field.Key} twice.");
        fields.Add(field);
        return field;
    }

    private static string NameOf<V>(Expression<Func<T, V>> value) => value.Body is MemberExpression { Member.Name: var member }
        ? (member.EndsWith("Id", StringComparison.Ordinal) && member.Length > 2 ? member[..^2] : member) is var name ? char.ToLowerInvariant(name[0]) + name[1..] : member
        : throw new InvalidOperationException($"{value} needs a name: use Computed.");
}

/// <summary>Version and search text go with every save, whoever saves.</summary>
public sealed class KeepRegisters : Microsoft.EntityFrameworkCore.Diagnostics.SaveChangesInterceptor
{
    public override Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<int> SavingChanges(
        Microsoft.EntityFrameworkCore.Diagnostics.DbContextEventData eventData, Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<int> result)
    {
        var db = (GenomlysDb)eventData.Context!;
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
            db.Registers.Of(entry.Metadata.ClrType)?.BeforeSave(entry);
        return result;
    }

    public override ValueTask<Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<int>> SavingChangesAsync(
        Microsoft.EntityFrameworkCore.Diagnostics.DbContextEventData eventData, Microsoft.EntityFrameworkCore.Diagnostics.InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavingChanges(eventData, result));
}

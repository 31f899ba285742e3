using System.Linq.Expressions;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Exports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Registers;

public abstract partial class Register<T>
{
    private const int PageSize = 50, MostFacetChoices = 20, ExportChunk = 1000, MostWords = 50;

    /// <summary>The rows a selection means. The one place where selections become queries.</summary>
    public IQueryable<T> Rows(GenomlysDb db, Selection selection) => Rows(db, selection, Seen(db, selection));

    public override Task<int> CountAsync(GenomlysDb db, Selection selection, CancellationToken stop) => Rows(db, selection).CountAsync(stop);

    internal override Task<bool> AnyAsync(GenomlysDb db, CancellationToken stop) => db.Set<T>().AnyAsync(stop);

    internal override async Task<IReadOnlyList<int>> CountsAsync(GenomlysDb db, IReadOnlyList<Selection> selections, CancellationToken stop)
    {
        if (selections.FirstOrDefault(s => s.IsArchived || s.IsNamed) is { } apart)
            throw new ArgumentException($"{apart.Href(Path)}: what is archived, or for those named on it, is not counted.", nameof(selections));
        var narrow = SharedBy(selections);   // what all ask for narrows the walk through the table; the rest is asked of each record that is met
        var record = Expression.Parameter(typeof(T), "r");
        var conditions = selections.Select(s => Condition(s with { Terms = [.. s.Terms.Except(narrow.Terms)] })).ToList();
        if (Condition(narrow) is null || conditions.TrueForAll(c => c is null))
            return new int[selections.Count];
        var group = Expression.Parameter(typeof(IGrouping<int, T>), "g");
        var counts = conditions.OfType<Expression>().Select(c => Expression.Call(typeof(Enumerable), nameof(Enumerable.Count), [typeof(T)], [group, Expression.Lambda<Func<T, bool>>(c, record)]));
        var counted = await Rows(db, narrow).GroupBy(_ => 1)
            .Select(Expression.Lambda<Func<IGrouping<int, T>, int[]>>(Expression.NewArrayInit(typeof(int), counts), group))
            .SingleOrDefaultAsync(stop);
        var next = 0;
        return [.. conditions.Select(c => c is null || counted is null ? 0 : counted[next++])];

        Expression? Condition(Selection selection)
        {
            var parts = Conditions(db, selection, Seen(db, selection)).ToList();
            return parts.Contains(null) ? null : parts.Select(p => Sql.Of(p!, record)).DefaultIfEmpty(Expression.Constant(true)).Aggregate(Expression.AndAlso);
        }
    }

    /// <summary>What every one of some selections says of a field, in the same words and on the same day.</summary>
    private static Selection SharedBy(IReadOnlyList<Selection> selections) => selections is [var first, ..] && selections.All(s => s.AsOf == first.AsOf)
        ? new Selection([.. first.Terms.GroupBy(t => t.Field).Where(said => selections.All(s => said.ToHashSet().SetEquals(s.Terms.Where(t => t.Field == said.Key)))).SelectMany(said => said)]) { AsOf = first.AsOf }
        : Selection.All;

    public override async Task<IReadOnlyList<Guid>> IdsAsync(GenomlysDb db, Selection selection, CancellationToken stop) =>
        [.. (await Rows(db, selection).Select(r => EF.Property<Id<T>>(r, "Id")).OrderBy(id => id).ToListAsync(stop)).Select(id => id.Value)];

    public override async Task<IReadOnlyList<Record>> TitlesAsync(GenomlysDb db, IReadOnlyList<Guid> ids, CancellationToken stop, params IReadOnlyList<Field> also)
    {
        List<Id<T>> wanted = [.. ids.Select(id => new Id<T>(id))];
        var shown = Seen(db, Selection.All).FindAll(f => f.Key == TitleKey || also.Any(a => a.Key == f.Key));
        return shown.Exists(f => f.Key == TitleKey)
            ? await RecordsAsync(db, shown, await db.Set<T>().IgnoreQueryFilters([Live]).Where(r => wanted.Contains(EF.Property<Id<T>>(r, "Id"))).Select(Columns(shown)).ToListAsync(stop), stop)
            : [];
    }

    public override IReadOnlyList<string> Check(GenomlysDb db, Selection selection)
    {
        var seen = Seen(db, selection);
        return
        [
            .. from said in selection.Terms.GroupBy(t => t.Field, t => t.Term)
               where seen.Find(f => f.Key == said.Key)?.Where(db, [.. said]) is null
               select Words.Format("UnknownFilter", $"{said.Key}={string.Join(", ", said)}"),
            .. from key in selection.Columns.Append(selection.Sort.TrimStart('-'))
               where key is not "" && seen.TrueForAll(f => f.Key != key)
               select Words.Format("UnknownFilter", key),
            .. selection.Problems.Select(p => Words.Format("UnknownFilter", p)),
        ];
    }

    public override async Task<Listing> ListAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        await OpenNamedAsync(db, selection, stop);
        var seen = Seen(db, selection);
        var listed = Chosen(seen, selection, f => f.IsListed);
        var rows = Rows(db, selection, seen);
        var total = await rows.CountAsync(stop);
        var pages = PagesOf(total);
        selection = selection with { Page = Math.Min(selection.Page, pages) };
        var found = await OnPage(Sorted(db, rows, selection, seen), selection).Select(Columns(listed)).ToListAsync(stop);
        await NoteAsync(db, found, selection, stop);
        var show = await DisplaysAsync(db, listed, found, stop);
        return new Listing(this, selection, total, pages,
            [.. listed.Select(f => ColumnOf(f, selection))],
            [.. found.Select(r => new Row(IdOf(r), $"{Path}/{r[0]}", [.. show.Select((s, n) => s.Show(r[n + Fixed]))]))],
            await FacetsAsync(db, selection, seen, stop), await ChosenAsync(db, selection, seen, stop), Check(db, selection))
        {
            AllColumns = [.. seen.Select(f => new ColumnChoice(f.Key, f.Label, listed.Contains(f), selection.WithColumns(
                [.. seen.Where(other => other == f ? !listed.Contains(f) : listed.Contains(other)).Select(other => other.Key)]).Href(Path)))],
            Ranges = [.. seen.Where(f => f is { IsRange: true, IsListed: true, IsNumber: false })],
            IsEmpty = total is 0 && !await db.Set<T>().AnyAsync(stop),
            AsOf = DependsOnDay ? selection.AsOf ?? db.Today : null,
        };
    }

    public override async Task<Page> PageAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        await OpenNamedAsync(db, selection, stop);
        var seen = Seen(db, selection);
        var shown = Chosen(seen, selection, _ => true);
        var rows = Rows(db, selection, seen);
        var total = await rows.CountAsync(stop);
        var found = await OnPage(Sorted(db, rows, selection, seen), selection).Select(Columns(shown)).ToListAsync(stop);
        await NoteAsync(db, found, selection, stop);
        return new Page(total, PagesOf(total), await RecordsAsync(db, shown, found, stop));
    }

    public override async Task ExportAsync(GenomlysDb db, Selection selection, IRowWriter target, CancellationToken stop)
    {
        selection = selection with { IsNamed = false };   // what is for those named leaves in no file
        var seen = Seen(db, selection);
        var shown = Chosen(seen, selection, _ => true);
        target.Write([.. shown.Select(f => (object)f.Label)]);
        foreach (var chunk in (await Sorted(db, Rows(db, selection, seen), selection, seen).Select(Columns(shown)).ToListAsync(stop)).Chunk(ExportChunk))
        {
            var show = await DisplaysAsync(db, shown, chunk, stop);
            foreach (var row in chunk)
                target.Write([.. show.Select((s, n) => s.Cell(row[n + Fixed]))]);
        }
    }

    public override async Task<Record?> FindAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        await OpenAsync(db, id, stop);
        var seen = Seen(db, Selection.All);
        var found = await Only(db, id).Select(Columns(seen)).ToListAsync(stop);
        await NoteAsync(db, found, null, stop);
        await TellReadAsync(db, seen, found, stop);
        foreach (var row in found)
            db.Viewer.See(IdOf(row));
        return (await RecordsAsync(db, seen, found, stop)).SingleOrDefault();
    }

    /// <summary>
    /// What the viewer himself has given to the register, the latest first, by the fields that are for him: whatever his roles, and whatever class it has been
    /// given, but for what is protected.
    /// </summary>
    internal async Task<IReadOnlyList<Record>> OwnAsync(GenomlysDb db, Guid? id, int most, CancellationToken stop)
    {
        if (self is null || db.Viewer.Account is not { } account)
            return [];
        Expression<Func<Guid?, bool>> own = of => of == account;
        var shown = fields.FindAll(f => f.IsOwn);
        using var beyond = db.BeyondReach();
        var rows = db.Set<T>().IgnoreQueryFilters([Scope, Class]).Where(Expression.Lambda<Func<T, bool>>(Sql.Of(own, self.Body), self.Parameters[0]));
        if (IsGuarded)
            rows = rows.Where(r => EF.Property<Secrecy>(r, nameof(Guarded.Secrecy)) != Secrecy.Protected);
        if (id is { } one)
            rows = Among(rows, [one]);
        var found = await Sorted(db, rows, Selection.All, shown).Take(most).Select(Columns(shown)).ToListAsync(stop);
        return await RecordsAsync(db, shown, found, stop);
    }

    internal override async Task<IReadOnlyList<Guid>> ProtectedAsync(GenomlysDb db, string name, int most, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        var rows = Within(db, EvenProtected(db), Area.ProtectedRecords, Rights.Decide).Where(r => EF.Property<Secrecy>(r, nameof(Guarded.Secrecy)) == Secrecy.Protected);
        var byName = KeyFields.OfType<Field<T, string>>().ToList();
        if (Guid.TryParse(name.Split('/')[^1], out var id))
        {
            var wanted = new Id<T>(id);
            rows = rows.Where(r => EF.Property<Id<T>>(r, "Id") == wanted);
        }
        else if (byName is [var key, ..])
            rows = rows.Where(key.Among([name]));
        else
            return [];
        return [.. (await rows.Select(r => EF.Property<Id<T>>(r, "Id")).OrderBy(found => found).Take(most).ToListAsync(stop)).Select(found => found.Value)];
    }

    internal override async Task<IReadOnlyList<string>> ProtectedTextsAsync(GenomlysDb db, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        return [.. (await EvenProtected(db).AsNoTracking().Where(r => EF.Property<Secrecy>(r, nameof(Guarded.Secrecy)) == Secrecy.Protected).ToListAsync(stop)).Select(SearchTextOf)];
    }

    /// <summary>Opens what the viewer is named on, for a list of it.</summary>
    private async Task OpenNamedAsync(GenomlysDb db, Selection selection, CancellationToken stop)
    {
        if (IsGuarded && selection.IsNamed && db.Viewer.Handler is not null)
            foreach (var record in await db.NamedOn().Where(h => h.Register == Name).Select(h => h.RecordId).ToListAsync(stop))
                db.Viewer.Open(record);
    }

    /// <summary>Each reading of a protected record is noted before it is shown; what cannot be noted is not shown.</summary>
    private async Task NoteAsync(GenomlysDb db, IReadOnlyList<object?[]> found, Selection? list, CancellationToken stop)
    {
        if (!IsGuarded || db.Viewer.IsProgram || db.Viewer.Opened.Count is 0)
            return;
        var opened = found.Select(IdOf).Where(db.Viewer.Opened.Contains).ToList();
        var ids = opened.ConvertAll(id => new Id<T>(id));
        foreach (var id in await db.Set<T>().IgnoreQueryFilters([Live]).Where(r => ids.Contains(EF.Property<Id<T>>(r, "Id")) && EF.Property<Secrecy>(r, nameof(Guarded.Secrecy)) == Secrecy.Protected).Select(r => EF.Property<Id<T>>(r, "Id")).ToListAsync(stop))
            db.Note(Name, id.Value, list is null ? HandlingAct.Read : HandlingAct.Listed);
        await db.SaveChangesAsync(stop);
    }

    public override async Task<IReadOnlyList<Input>> InputsAsync(GenomlysDb db, Guid? id, CancellationToken stop)
    {
        if (id is not null)
            await OpenAsync(db, id.Value, stop);
        var record = id is null ? null : await Only(db, id.Value).AsNoTracking().SingleOrDefaultAsync(stop);
        var inputs = new List<Input>();
        foreach (var field in fields.Where(f => f.IsGiven && db.Viewer.MaySee(Area, f.Secrecy)))
        {
            var value = record is null ? null : field.Of(record);
            var display = await field.DisplayAsync(db, [value], stop);
            var choices = await field.ChoicesAsync(db, "", stop);
            var isSearched = field.IsReference && choices.Count > MostChoices;
            if (field.IsReference && value is not null && display.Show(value) is "")
                continue;   // it points at what the viewer does not see, and stays as it is
            inputs.Add(new Input(field, isSearched ? display.Show(value) : display.Fill(value), isSearched ? [] : choices, record is null || field.CanChange)
            {
                SuggestHref = isSearched ? $"{Path}/suggest/{field.Key}" : null,
                MostCharacters = field.MostCharacters(db),
                Shown = display.Show(value),
            });
        }
        return inputs;
    }

    public override async Task<IReadOnlyList<Choice>> SuggestAsync(GenomlysDb db, string field, string like, CancellationToken stop) =>
        Seen(db, Selection.All).Find(f => f.Key == field) is { IsReference: true } known ? await known.ChoicesAsync(db, like, stop) : [];

    internal override async Task<IReadOnlyList<Guid>> ArchivedBeforeAsync(GenomlysDb db, DateTimeOffset before, CancellationToken stop) =>
        [.. (await Rows(db, Selection.All with { IsArchived = true }).Where(r => EF.Property<DateTimeOffset?>(r, ArchivedAt) < before).Select(r => EF.Property<Id<T>>(r, "Id")).OrderBy(id => id).ToListAsync(stop)).Select(id => id.Value)];

    internal override async Task<object?> StoredAsync(GenomlysDb db, Guid id, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        return await Among(EvenProtected(db), [id]).SingleOrDefaultAsync(stop);
    }

    internal override async Task<int> CountStoredAsync(GenomlysDb db, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        return await EvenProtected(db).CountAsync(stop);
    }

    // ---- How it asks the database

    /// <summary>Identity, version and archiving stand before the columns that were asked for.</summary>
    private const int Fixed = 3;

    internal IQueryable<T> Everywhere(GenomlysDb db) => db.Set<T>().IgnoreQueryFilters([Scope, Live]);

    /// <summary>Only to see whether something is taken: none of it is shown.</summary>
    internal IQueryable<T> EvenProtected(GenomlysDb db) => db.Set<T>().IgnoreQueryFilters([Scope, Live, Class]);

    /// <summary>The fields the viewer may see, as they are on the day asked about.</summary>
    private List<Field<T>> Seen(GenomlysDb db, Selection selection) =>
        [.. fields.Where(f => db.Viewer.MaySee(Area, f.Secrecy)).Select(f => f.At(selection.AsOf ?? db.Today))];

    /// <summary>Those of the rows that a right of the viewer reaches.</summary>
    private IQueryable<T> Within(GenomlysDb db, IQueryable<T> rows, Area area, Rights right)
    {
        if (unit is null || db.Viewer.IsUnbound(area, right))
            return rows;
        var reach = Reach.Units(db, area, right);
        Expression<Func<Id<Unit>, bool>> within = u => reach.Contains(u);
        return rows.Where(Expression.Lambda<Func<T, bool>>(Sql.Of(within, unit.Body), unit.Parameters[0]));
    }

    /// <summary>
    /// The scope is said a second time, beside the filter that holds for every query: there it stands in an "or", which no index can be walked by.
    /// It goes with the filter and does not stand in for it, so that each wall can be tried alone.
    /// </summary>
    private IQueryable<T> Rows(GenomlysDb db, Selection selection, List<Field<T>> seen)
    {
        var rows = apart is not null || db.Model.FindEntityType(typeof(T))!.FindDeclaredQueryFilter(Scope) is null ? db.Set<T>() : Within(db, db.Set<T>(), Area, Rights.Read);
        if (selection.IsArchived)
            rows = rows.IgnoreQueryFilters([Live]).Where(r => EF.Property<DateTimeOffset?>(r, ArchivedAt) != null);
        if (selection.IsNamed)
            rows = rows.Where(r => db.Viewer.Opened.Contains((Guid)(object)EF.Property<Id<T>>(r, "Id")));
        return Conditions(db, selection, seen).OfType<Expression<Func<T, bool>>>().Aggregate(rows, (narrowed, condition) => narrowed.Where(condition));
    }

    /// <summary>What a selection asks of a record; null stands for a field that is unknown, or not for this viewer.</summary>
    private static IEnumerable<Expression<Func<T, bool>>?> Conditions(GenomlysDb db, Selection selection, List<Field<T>> seen)
    {
        foreach (var said in selection.Terms.GroupBy(t => t.Field, t => t.Term))
            yield return seen.Find(f => f.Key == said.Key)?.Where(db, [.. said]);
        foreach (var word in Words.Fold(selection.Search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords))
            yield return r => EF.Property<string>(r, SearchText).Contains(word);
    }

    private static IQueryable<T> Only(GenomlysDb db, Guid id)
    {
        var wanted = new Id<T>(id);
        return db.Set<T>().IgnoreQueryFilters([Live]).Where(r => EF.Property<Id<T>>(r, "Id") == wanted);
    }

    private static IQueryable<T> OnPage(IQueryable<T> sorted, Selection selection) => sorted.Skip((selection.Page - 1) * PageSize).Take(PageSize);

    private static int PagesOf(int total) => Math.Max(1, (total + PageSize - 1) / PageSize);

    private static List<Field<T>> Chosen(List<Field<T>> seen, Selection selection, Predicate<Field<T>> otherwise) =>
        seen.FindAll(f => selection.Columns.Contains(f.Key)) is { Count: > 0 } chosen ? chosen : seen.FindAll(otherwise);

    private IQueryable<T> Sorted(GenomlysDb db, IQueryable<T> rows, Selection selection, List<Field<T>> seen)
    {
        var (field, descending) = seen.Find(f => f.Key == selection.Sort.TrimStart('-')) is { } chosen
            ? (chosen, selection.Sort.StartsWith('-'))
            : (seen.Find(f => f.Key == order.Key), order.Descending);
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

    private static Expression<Func<T, object?[]>> Columns(IReadOnlyList<Field<T>> fields)
    {
        Expression<Func<T, object>> id = r => EF.Property<Id<T>>(r, "Id"), version = r => EF.Property<int>(r, Version);
        Expression<Func<T, object?>> archived = r => EF.Property<DateTimeOffset?>(r, ArchivedAt);
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), [Sql.Of(id, record), Sql.Of(version, record), Sql.Of(archived, record), .. fields.Select(f => f.Column(record))]), record);
    }

    private static Guid IdOf(object?[] row) => ((Id<T>)row[0]!).Value;

    private static async Task<IReadOnlyList<Display>> DisplaysAsync(GenomlysDb db, IReadOnlyList<Field<T>> fields, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var displays = new List<Display>(fields.Count);
        for (var n = 0; n < fields.Count; n++)
        {
            var at = n + Fixed;
            displays.Add(await fields[n].DisplayAsync(db, rows.Select(r => r[at]), stop));
        }
        return displays;
    }

    private async Task<IReadOnlyList<Record>> RecordsAsync(GenomlysDb db, IReadOnlyList<Field<T>> shown, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        var displays = await DisplaysAsync(db, shown, rows, stop);
        var titled = Math.Max(0, shown.Index().FirstOrDefault(f => f.Item.Key == TitleKey).Index);
        return [.. rows.Select(r => new Record(IdOf(r), (int)r[1]!, displays[titled].Show(r[titled + Fixed]), [.. shown.Select((f, n) => ValueOf(db, f, displays[n], r[n + Fixed]))])
        {
            ArchivedAt = (DateTimeOffset?)r[2],
        })];
    }

    private static Value ValueOf(GenomlysDb db, Field<T> field, Display display, object? value) =>
        new(field, display.Show(value), value is null or bool or int or long or decimal ? value : field.IsReference && display.Show(value) is "" ? null : display.Write(value))
        {
            Href = field.IsReference && value is not null && display.Show(value) is not "" && db.Registers.Of(value.GetType().GenericTypeArguments[0]) is { } register ? $"{register.Path}/{display.Write(value)}" : null,
        };

    private string TitleKey => title is "" ? fields[0].Key : title;

    /// <summary>A facet counts the rows of the other choices: its own choice does not narrow it.</summary>
    private async Task<IReadOnlyList<Facet>> FacetsAsync(GenomlysDb db, Selection selection, List<Field<T>> seen, CancellationToken stop)
    {
        var tallies = await FacetCounts<T>.TallyAsync(db, seen.FindAll(f => f.IsFacet), f => Rows(db, selection.Without(f.Key), seen), f => selection.Terms.Any(t => t.Field == f.Key), stop);
        return
        [
            .. from field in seen
               where field.IsFacet
               let choices = from tally in tallies[field]
                             let isChosen = selection.Has(field.Key, tally.Term)
                             where tally.Count > 0 || isChosen
                             orderby isChosen descending
                             select new FacetChoice(tally.Label, tally.Count, isChosen, (isChosen ? selection.Without(field.Key, tally.Term) : selection.With(field.Key, tally.Term)).Href(Path))
               select new Facet(field.Key, field.Label, [.. choices.Take(Math.Max(MostFacetChoices, choices.Count(c => c.IsChosen)))]),
        ];
    }

    private async Task<IReadOnlyList<FacetChoice>> ChosenAsync(GenomlysDb db, Selection selection, List<Field<T>> seen, CancellationToken stop)
    {
        var chosen = new List<FacetChoice>();
        foreach (var (key, term) in selection.Terms)
            if (seen.Find(f => f.Key == key) is { } field)
                chosen.Add(new FacetChoice($"{field.Label}: {await SaidAsync(db, field, term, stop)}", 0, true, selection.Without(key, term).Href(Path)));
        if (selection.AsOf is { } day)
            chosen.Add(new FacetChoice(Words.Format("AsOf", day.ToString("yyyy-MM-dd")), 0, true, (selection with { AsOf = null }).Href(Path)));
        if (selection.IsNamed)
            chosen.Add(new FacetChoice(Words["Named"], 0, true, (selection with { IsNamed = false }).Href(Path)));
        if (selection.IsArchived)
            chosen.Add(new FacetChoice(Words["Archived"], 0, true, (selection with { IsArchived = false }).Href(Path)));
        return chosen;
    }

    private async Task<string> SaidAsync(GenomlysDb db, Field<T> field, string term, CancellationToken stop)
    {
        if (term is Selection.Missing or Selection.Stated)
            return Words[term is Selection.Missing ? "NotStated" : "IsStated"];
        if (term.Contains("..", StringComparison.Ordinal))
            return term.Replace("..", " – ", StringComparison.Ordinal).Trim();
        return (await field.ReaderAsync(db, [term], stop))(term) is { } read ? (await field.DisplayAsync(db, [read], stop)).Show(read) : term;
    }

    private Column ColumnOf(Field<T> field, Selection selection)
    {
        bool? ascending = selection.Sort == field.Key ? true : selection.Sort == "-" + field.Key ? false
            : selection.Sort is "" && order.Key == field.Key ? !order.Descending : null;
        return new Column(field.Key, field.Label, (selection with { Sort = ascending is true ? "-" + field.Key : field.Key, Page = 1 }).Href(Path), ascending)
        {
            IsNumber = field.IsNumber,
            IsTitle = field.Key == TitleKey,
        };
    }
}

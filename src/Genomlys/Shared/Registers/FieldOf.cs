using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Registers;

/// <summary>One thing a record says, described by the expression that reads it.</summary>
public sealed class Field<T, V> : Field<T> where T : class
{
    private readonly Lazy<Func<T, V>> get;
    private Func<T, V, DateTimeOffset, Outcome>? set;
    private Expression<Func<T, DateOnly, V>>? dated;
    private Lookup<V>? lookup;
    private Wording? wording;
    private Func<V, string>? searchedBesides;

    internal Field(string key, Words words, Expression<Func<T, V>> value, bool isLong) : base(key, words)
    {
        (Value, get) = (value, new(value.Compile));
        Kind = Kinds.For<V>(words, isLong);
        IsRange = Kind.Input is "date" or "datetime-local" or "number";
        IsNumber = Kind.Input is "number";
        IsFacet = Kind.Input is "select" && typeof(V) == typeof(bool);
        if (value.Body is not MemberExpression { Member: PropertyInfo property })
            return;
        Property = property.Name;
        IsGiven = property.SetMethod is { IsPublic: true };   // otherwise only a verb can make it so
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        IsOptional = Nullable.GetUnderlyingType(typeof(V)) is not null || new NullabilityInfoContext().Create(property).ReadState is NullabilityState.Nullable;
        if (property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
        {
            var assign = setter.CreateDelegate<Action<T, V>>();
            Set((record, v) => { assign(record, v); return Outcome.Done; });
        }
    }

    /// <summary>The same field with its value asked on another day.</summary>
    private Field(Field<T, V> same, Expression<Func<T, V>> value) : base(same.Key, same.Kind.Words)
    {
        (Value, get, Kind, dated, lookup, wording) = (value, new(value.Compile), same.Kind, same.dated, same.lookup, same.wording);
        (IsRange, IsNumber, IsFacet, IsSearched, IsListed, IsReference, Secrecy, IsOwn) = (same.IsRange, same.IsNumber, same.IsFacet, same.IsSearched, same.IsListed, same.IsReference, same.Secrecy, same.IsOwn);
    }

    internal static Field<T, V> OnDays(string key, Words words, Expression<Func<T, DateOnly, V>> value) =>
        new(key, words, On(value, default), isLong: false) { dated = value };

    public Expression<Func<T, V>> Value { get; }
    public Kind<V> Kind { get; }
    public override bool CanChange => set is not null;
    public override string Input => lookup is null ? Kind.Input : "select";
    public override IReadOnlyList<Choice> Choices => Kind.Choices;
    public override int? MostCharacters(GenomlysDb db) => Property is null ? null : db.Model.FindEntityType(typeof(T))!.FindProperty(Property)?.GetMaxLength();

    /// <summary>Part of the natural key: what makes an import repeatable.</summary>
    public Field<T, V> Identifies() { IsKey = true; return this; }
    public Field<T, V> Facet() { IsFacet = true; return this; }

    public Field<T, V> Searchable()
    {
        IsSearched = Secrecy is Secrecy.Open ? true : throw new InvalidOperationException($"{Key} is not open and cannot be searched in a text that all share.");
        return this;
    }

    /// <summary>Found also by what is not kept in it, as the words for a code.</summary>
    internal Field<T, V> Searchable(Func<V, string> besides) { searchedBesides = besides; return Searchable(); }

    /// <summary>Shown on the record and in exports, not in the list.</summary>
    public Field<T, V> Detail() { IsListed = false; return this; }

    /// <summary>Shown only to those who are cleared: in lists, records, exports, facets, the API and figures alike.</summary>
    public Field<T, V> SeenBy(Secrecy secrecy)
    {
        Secrecy = IsSearched || IsOwn ? throw new InvalidOperationException($"{Key} is for more than those who are cleared and must stay open.") : secrecy;
        return this;
    }

    /// <summary>Also for the one the record is of: he sees these fields and no others.</summary>
    public Field<T, V> Own()
    {
        IsOwn = Secrecy is Secrecy.Open ? true : throw new InvalidOperationException($"{Key} is not open.");
        return this;
    }

    /// <summary>A change goes through the record's own verb, which may refuse it.</summary>
    public Field<T, V> Set(Func<T, V, Outcome> verb) => Set((record, value, _) => verb(record, value));
    public Field<T, V> Set(Func<T, V, DateTimeOffset, Outcome> verb) { (set, IsGiven) = (verb, true); return this; }

    internal Field<T, V> Through(Lookup<V> found) { (lookup, IsReference) = (found, true); return this; }

    /// <summary>Its values have names, and only those that have one are taken.</summary>
    internal Field<T, V> Named(Lookup<V> names) { lookup = names; return this; }

    /// <summary>Kept as the program wrote it and shown in words; what no words are given for is not shown.</summary>
    internal Field<T, V> Worded(Wording words) { wording = words; return this; }

    internal delegate Task<Dictionary<string, string>> Wording(GenomlysDb db, IReadOnlyList<V> values, CancellationToken stop);

    internal override Field<T> At(DateOnly day) => dated is null ? this : new Field<T, V>(this, On(dated, day));

    internal override Expression Column(Expression record) => Expression.Convert(Sql.Of(Value, record), typeof(object));

    internal override Expression<Func<T, bool>>? Where(GenomlysDb db, IReadOnlyList<string> terms)
    {
        var record = Value.Parameters[0];
        Expression? any = null;
        foreach (var term in terms)
        {
            if (Condition(db, term) is not { } condition)
                return null;
            any = any is null ? condition : Expression.OrElse(any, condition);
        }
        return Expression.Lambda<Func<T, bool>>(any!, record);
    }

    internal override Expression<Func<T, bool>> Among(IReadOnlyCollection<object?> values)
    {
        var list = values.OfType<V>().ToList();
        Expression among = Expression.Call(Sql.Parameter(list), nameof(List<>.Contains), null, Value.Body);
        if (IsOptional && values.Contains(null))
            among = Expression.OrElse(among, Expression.Equal(Value.Body, Expression.Constant(null, typeof(V))));
        return Expression.Lambda<Func<T, bool>>(among, Value.Parameters[0]);
    }

    /// <summary>What is not stated comes last on both databases.</summary>
    internal override IEnumerable<Expression> Order(GenomlysDb db, Expression record)
    {
        var value = Sql.Of(Value, record);
        if (IsOptional)
            yield return Expression.Condition(Expression.Equal(value, Expression.Constant(null, typeof(V))), Expression.Constant(1), Expression.Constant(0));
        yield return lookup is null ? Kind.Order(value) : Sql.Swedish(lookup.Label(db, value));
    }

    internal override Expression ValueOf(Expression record) => Sql.Of(Value, record);

    internal override async Task<IReadOnlyList<Tally>> TallyAsync(GenomlysDb db, IQueryable<T> rows, CancellationToken stop)
    {
        var counts = await rows.GroupBy(Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(stop);
        return await TallyAsync(db, counts.Select(c => ((object?)c.Key, c.Count)), stop);
    }

    internal override async Task<IReadOnlyList<Tally>> TallyAsync(GenomlysDb db, IEnumerable<(object? Value, int Count)> counts, CancellationToken stop)
    {
        var known = counts.ToList();
        if (lookup is not null)
            known = await lookup.GatherAsync(db, known, stop);
        var display = await DisplayAsync(db, known.Select(c => c.Value), stop);
        var found = known.Select(c => c.Value is null ? new Tally(Selection.Missing, Words.Kernel["NotStated"], c.Count) : new Tally(display.Write(c.Value), display.Show(c.Value), c.Count)).ToList();
        return Choices is []
            ? [.. found.OrderByDescending(t => t.Count).ThenBy(t => t.Label, StringComparer.CurrentCulture)]
            : [.. Choices.Select(c => found.Find(t => t.Term == c.Value) ?? new Tally(c.Value, c.Label, 0)), .. found.Where(t => t.Term is Selection.Missing)];
    }

    internal override async Task<Display> DisplayAsync(GenomlysDb db, IEnumerable<object?> values, CancellationToken stop)
    {
        var known = values.OfType<V>().Distinct().ToList();
        var labels = lookup is not null ? await lookup.LabelsAsync(db, known, stop) : wording is not null ? await wording(db, known, stop) : null;
        string Show(V v) => labels is null ? Kind.Show(v) : labels.GetValueOrDefault(Kind.Write(v), "");
        return new Display(
            v => v is V one ? Show(one) : "",
            v => v is V one ? Kind.Write(one) : "",
            v => v is V one ? Kind.Fill(one) : "",
            v => v is V one ? labels is null ? Kind.Cell(one) : Show(one) : "");
    }

    internal override async Task<Func<object, object?>> ReaderAsync(GenomlysDb db, IEnumerable<object> cells, CancellationToken stop)
    {
        object? Read(object cell) => Kind.TryRead(cell, out var value) ? value : null;
        if (lookup is null)
            return Read;
        var found = await lookup.FindAsync(db, [.. cells.Select(c => c.ToString()!.Trim()).Distinct()], stop);
        return cell => found.TryGetValue(Words.Fold(cell.ToString()!), out var value) ? value : null;
    }

    internal override async Task<IReadOnlyList<Choice>> ChoicesAsync(GenomlysDb db, string like, CancellationToken stop) =>
        lookup is null ? Choices : await lookup.ChoicesAsync(db, like, stop);

    internal override object? Of(T record) => get.Value(record);

    internal override string SearchedBy(T record)
    {
        var value = get.Value(record);
        return searchedBesides is null ? $"{value}" : $"{value}\n{searchedBesides(value)}";
    }

    internal override Outcome Apply(T record, object? value, DateTimeOffset now) =>
        Equals(get.Value(record), value) ? Outcome.Done
        : set is null ? Outcome.Refused("CannotChange")
        : set(record, value is V known ? known : default!, now);

    private Expression? Condition(GenomlysDb db, string term) =>
        term is Selection.Missing ? Missing
        : term is Selection.Stated ? Missing is { } missing ? Expression.Not(missing) : null
        : lookup?.Match(db, Value.Body, term) ?? Kind.Match(Value.Body, term);

    private Expression? Missing => default(V) is null && !IsRequired
        ? Expression.Equal(Value.Body, Expression.Constant(null, typeof(V)))
        : null;

    private static Expression<Func<T, V>> On(Expression<Func<T, DateOnly, V>> dated, DateOnly day) =>
        Expression.Lambda<Func<T, V>>(Sql.Swap(dated.Body, dated.Parameters[1], Sql.Parameter(day)), dated.Parameters[0]);
}

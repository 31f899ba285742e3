using System.Linq.Expressions;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Figures;
using Genomlys.Shared.Findings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Genomlys.Shared.Registers;

/// <summary>
/// A business register, described once: list, record, forms, exports, import, API, figures and findings follow from it.
/// This part is what a module says, in its constructor; the other parts are how the register asks and writes.
/// </summary>
public abstract partial class Register<T>(string name, Area area, Words words) : Register(name, area, words) where T : class, IRecord<T>
{
    private readonly List<Field<T>> fields = [];
    private readonly List<Figure<T>> figures = [];
    private readonly List<Finding<T>> findings = [];
    private Expression<Func<T, Id<Unit>>>? unit;
    private Lazy<Func<T, Id<Unit>>>? unitOf;
    private Field<T>? owner;   // which says it, where it need not be said
    private (Expression<Func<T, bool>> Lies, Func<T, bool> IsThere, string Property, string Value, Area Area)? apart;
    private Func<Draft<T>, T>? born;
    private readonly List<(Type Rows, string Property, string? Account, IReadOnlyList<Rights> Writers, Func<GenomlysDb, (Type Rows, string Name, LambdaExpression Keeps)> Filter)> beside = [];
    private List<Field<T>>? keyFields;
    private (string Key, bool Descending) order = ("", false);
    private string title = "";
    private Expression<Func<T, Guid?>>? self;

    public override Type RecordType => typeof(T);
    public override IReadOnlyList<Field> Fields => fields;
    public override IReadOnlyList<Figure> Figures => figures;
    public override IReadOnlyList<Finding> Findings => findings;
    public override bool CanAdd => born is not null;
    public override bool IsOwned => unit is not null;
    public override bool IsGuarded { get; } = typeof(Guarded).IsAssignableFrom(typeof(T));
    internal override string? OwnerProperty => unit?.Body switch
    {
        null => null,
        MemberExpression said => said.Member.Name,
        BinaryExpression { NodeType: ExpressionType.Coalesce, Left: MemberExpression said } => said.Member.Name,
        var other => throw new InvalidOperationException($"{Name} belongs to {other}, which PostgreSQL cannot be asked about."),
    };
    internal override (string Property, string Value, Area Area)? Apart => apart is { } one ? (one.Property, one.Value, one.Area) : null;
    internal override Area AreaOf(object record) => apart is { } one && one.IsThere((T)record) ? one.Area : Area;
    internal override IReadOnlyList<(Type Rows, string Property, string? Account, IReadOnlyList<Rights> Writers)> BesideRows => beside.ConvertAll(b => (b.Rows, b.Property, b.Account, b.Writers));
    public override bool DependsOnDay => fields.Exists(f => f.At(default) != f);
    internal IReadOnlyList<Field<T>> KeyFields => keyFields ??= fields.FindAll(f => f.IsKey);

    protected Field<T, V> Field<V>(Expression<Func<T, V>> value) => Add(new Field<T, V>(NameOf(value), Words, value, isLong: false));
    protected Field<T, string> LongText(Expression<Func<T, string>> value) => Add(new Field<T, string>(NameOf(value), Words, value, isLong: true));

    /// <summary>Something that follows from the record, under a name of its own.</summary>
    protected Field<T, V> Computed<V>(string key, Expression<Func<T, V>> value) => Add(new Field<T, V>(key, Words, value, isLong: false));

    /// <summary>Something that follows from the record and the day one asks about.</summary>
    protected Field<T, V> Dated<V>(string key, Expression<Func<T, DateOnly, V>> value) => Add(Field<T, V>.OnDays(key, Words, value));

    protected Field<T, Id<R>> Reference<R>(Expression<Func<T, Id<R>>> value, params Expression<Func<R, string>>[] names) where R : class, IRecord<R> =>
        Field(value).Through(new Lookup<R, Id<R>>(id => id, id => id, names));

    protected Field<T, Id<R>?> Reference<R>(Expression<Func<T, Id<R>?>> value, params Expression<Func<R, string>>[] names) where R : class, IRecord<R> =>
        Field(value).Through(new Lookup<R, Id<R>?>(id => id!.Value, id => id, names));

    /// <summary>The key of a figure, chosen from all there are.</summary>
    protected Field<T, string> FigureKey(Expression<Func<T, string>> value) => Field(value).Named(new FigureLookup());

    /// <summary>Whose the record is: only those who may see the unit see it, in lists, counts, exports and figures alike.
    /// Where it need not be said it falls to the unit of whoever writes, unless to have none means something.</summary>
    protected void Within(Expression<Func<T, Id<Unit>>> whose, bool fallsHome = true)
    {
        (unit, unitOf) = (whose, new(whose.Compile));
        owner = fallsHome && whose.Body is BinaryExpression { NodeType: ExpressionType.Coalesce, Left: MemberExpression { Member.Name: var member } } ? fields.Find(f => f.Key + "Id" == char.ToLowerInvariant(member[0]) + member[1..]) : null;
    }

    /// <summary>Records of one kind lie in an area of their own: the rights to them are the rights there, by every wall.</summary>
    protected void LiesApart<V>(Expression<Func<T, V>> kind, V value, Area area) where V : struct, Enum
    {
        var lies = Expression.Lambda<Func<T, bool>>(Expression.Equal(kind.Body, Expression.Constant(value)), kind.Parameters[0]);
        apart = (lies, lies.Compile(), ((MemberExpression)kind.Body).Member.Name, value.ToString(), area);
    }

    /// <summary>The account a record is of: its owner follows it by the fields marked as his (<see cref="Field{T, V}.Own"/>), though he has no right to read the register.</summary>
    protected void Of(Expression<Func<T, Guid?>> account) => self = account;

    /// <summary>The fields of a record with a secrecy class of its own: the class, and what a secrecy mark says (OSL 5 kap. 5 §).</summary>
    protected void Classed()
    {
        Field(Of<Secrecy>(nameof(Guarded.Secrecy))).Facet().Detail();
        Reference(Of<Id<SecrecyGround>?>(nameof(Guarded.SecrecyGroundId)), g => g.Provision).Detail();
        Field(Of<DateOnly?>(nameof(Guarded.MarkedOn))).Detail();
        Field(Of<string?>(nameof(Guarded.MarkedBy))!).Detail();

        static Expression<Func<T, V>> Of<V>(string property)
        {
            var record = Expression.Parameter(typeof(T), "r");
            return Expression.Lambda<Func<T, V>>(Expression.Property(record, property), record);
        }
    }

    /// <summary>What is kept beside a record is seen by those who see the record, where it is of an account by him alone; and written by those who write it, or who have another right to it that is named.</summary>
    protected void Beside<R>(Expression<Func<R, Id<T>>> record, Expression<Func<R, Guid>>? account = null, params Rights[] also) where R : class => beside.Add((typeof(R), ((MemberExpression)record.Body).Member.Name, (account?.Body as MemberExpression)?.Member.Name, [Rights.Write, .. also], db =>
    {
        Expression<Func<Id<T>, bool>> isSeen = id => db.Set<T>().IgnoreQueryFilters(new[] { Live }).Select(r => EF.Property<Id<T>>(r, "Id")).Contains(id);
        Expression<Func<Guid, bool>> isHis = id => db.Viewer.Account == id;
        var keeps = Sql.Of(isSeen, record.Body);
        if (account is not null)
            keeps = Expression.AndAlso(keeps, Sql.Of(isHis, Sql.Of(account, record.Parameters[0])));
        return (typeof(R), $"{Scope} by {((MemberExpression)record.Body).Member.Name}", Expression.Lambda<Func<R, bool>>(keeps, record.Parameters[0]));
    }
    ));

    protected void Born(Func<Draft<T>, T> birth) => born = birth;
    protected void Titled<V>(Field<T, V> field) => title = field.Key;
    protected void Ordered<V>(Field<T, V> field, bool descending = false) => order = (field.Key, descending);
    protected Figure<T> Figure(string key) { figures.Add(new Figure<T>(this, key)); return figures[^1]; }

    /// <summary>Something wrong or missing, as a question over the register.</summary>
    protected Finding<T> Finding(string key, Severity severity) { findings.Add(new Finding<T>(this, key, severity)); return findings[^1]; }

    /// <summary>Whether the record fits together and among the others: what none of its fields can judge alone. Asked before it is new or changed; a refusal may name the field to mend.</summary>
    protected virtual Outcome Fits(GenomlysDb db, T record) => Outcome.Done;

    /// <summary>What follows when a record is new: a deadline, a task.</summary>
    protected virtual void Added(GenomlysDb db, T record, DateTimeOffset now) { }

    /// <summary>What follows when a record says something else than before; the fields are those with a new value.</summary>
    protected virtual void Changed(GenomlysDb db, T record, IReadOnlySet<string> fields, DateTimeOffset now) { }

    /// <summary>What is kept beside the record and follows from it, whoever saves it; new rows of a file are left to <see cref="ImportedAsync"/>.</summary>
    protected virtual void Saving(GenomlysDb db, EntityEntry<T> entry) { }

    /// <summary>What can be settled only when a whole file is in.</summary>
    protected virtual Task ImportedAsync(GenomlysDb db, CancellationToken stop) => Task.CompletedTask;

    public override IEnumerable<string> TextKeys =>
        ["Title", "One", .. fields.Select(f => f.TextKey), .. figures.SelectMany(f => f.TextKeys), .. findings.SelectMany(f => f.TextKeys),
         .. from f in fields let type = EnumOf(f) where type is not null from value in Enum.GetNames(type) select $"{type.Name}.{value}"];

    internal Field<T>? Find(string key) => fields.Find(f => f.Key == key);

    internal Field<T, V> Find<V>(Expression<Func<T, V>> value) =>
        fields.OfType<Field<T, V>>().FirstOrDefault(f => Sql.Of(f.Value, value.Parameters[0]).ToString() == value.Body.ToString())
        ?? throw new InvalidOperationException($"{Name} has no field {value}.");

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

using System.Linq.Expressions;

namespace Genomlys.Shared.Registers;

internal sealed class OptionalKind<V>(Kind<V> kind) : Kind<V?> where V : struct
{
    public override string Input => kind.Input;
    public override IReadOnlyList<Choice> Choices => kind.Choices;
    public override string Write(V? value) => value is { } v ? kind.Write(v) : "";
    public override string Show(V? value) => value is { } v ? kind.Show(v) : "";
    public override string Fill(V? value) => value is { } v ? kind.Fill(v) : "";
    public override object Cell(V? value) => value is { } v ? kind.Cell(v) : "";
    public override Expression? Match(Expression value, string term) => kind.Match(Expression.Property(value, nameof(Nullable<>.Value)), term);
    public override Expression Order(Expression value) => kind.Order(Expression.Property(value, nameof(Nullable<>.Value)));

    public override bool TryRead(object cell, out V? value)
    {
        var read = kind.TryRead(cell, out var v);
        value = read ? v : null;
        return read;
    }
}

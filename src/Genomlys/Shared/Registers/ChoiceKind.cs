using System.Linq.Expressions;

namespace Genomlys.Shared.Registers;

internal sealed class ChoiceKind<E>(Words words) : Kind<E> where E : struct, Enum
{
    private static readonly E[] All = Enum.GetValues<E>();

    public override string Input => "select";
    public override IReadOnlyList<Choice> Choices => [.. All.Select(v => new Choice(Write(v), Show(v)))];
    public override string Write(E value) => value.ToString();
    public override string Show(E value) => words[TextKey(value)];

    public override bool TryRead(object cell, out E value)
    {
        var text = Words.Fold(Text(cell));
        var found = Array.FindIndex(All, v => Words.Fold(Write(v)) == text || words.Names(TextKey(v)).Any(n => Words.Fold(n) == text));
        value = found < 0 ? default : All[found];
        return found >= 0;
    }

    /// <summary>In the order the members are declared, whatever text the database keeps.</summary>
    public override Expression Order(Expression value) => All.Index().Reverse().Aggregate((Expression)Expression.Constant(All.Length), (rest, member) =>
        Expression.Condition(Expression.Equal(value, Expression.Constant(member.Item, value.Type)), Expression.Constant(member.Index), rest));

    public static string TextKey(E value) => $"{typeof(E).Name}.{value}";
}

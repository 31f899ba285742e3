namespace Genomlys.Shared.Registers;

internal static class Kinds
{
    /// <summary>Found once per field, when the program starts.</summary>
    public static Kind<V> For<V>(Words words, bool isLong)
    {
        var kind = (Kind<V>)For(typeof(V), words, isLong);
        kind.Words = words;
        return kind;
    }

    private static object For(Type type, Words words, bool isLong) => type switch
    {
        _ when type == typeof(string) => new TextKind(isLong),
        _ when type == typeof(bool) => new YesNoKind(),
        _ when type == typeof(DateOnly) => new DayKind(),
        _ when type == typeof(DateTimeOffset) => new InstantKind(),
        _ when type == typeof(int) => new NumberKind<int>(),
        _ when type == typeof(long) => new NumberKind<long>(),
        _ when type == typeof(decimal) => new NumberKind<decimal>(),
        { IsEnum: true } => Make(typeof(ChoiceKind<>), type, words),
        _ when Nullable.GetUnderlyingType(type) is { } inner => Make(typeof(OptionalKind<>), inner, For(inner, words, isLong)),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Id<>) => Make(typeof(IdKind<>), type.GenericTypeArguments[0]),
        _ => throw new NotSupportedException($"A register has no kind of field for {type}."),
    };

    private static object Make(Type kind, Type of, params object[] arguments) => Activator.CreateInstance(kind.MakeGenericType(of), arguments)!;
}

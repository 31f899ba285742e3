using System.Reflection;
using System.Reflection.Emit;

namespace Genomlys.Tests.Architecture;

/// <summary>Which types a type uses: in its members, attributes and method bodies.</summary>
public static class TypeUse
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(f => f.GetValue(null)).OfType<OpCode>().ToDictionary(o => o.Value);

    /// <summary>Each hand-written type with every type it or its compiler-made helpers use.</summary>
    public static ILookup<Type, Type> In(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => Of(type).Select(used => (From: Outermost(type), To: Outermost(used))))
        .Where(use => use.From != use.To).Distinct()
        .ToLookup(use => use.From, use => use.To);

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<Type> Of(Type type) => Named(type).SelectMany(Unwrap);

    private static IEnumerable<Type?> Named(Type type)
    {
        yield return type.BaseType;
        foreach (var i in type.GetInterfaces()) yield return i;
        foreach (var a in type.GetCustomAttributesData().SelectMany(AttributeTypes)) yield return a;
        foreach (var f in type.GetFields(Everything)) yield return f.FieldType;
        foreach (var p in type.GetProperties(Everything).SelectMany(p => p.GetCustomAttributesData()).SelectMany(AttributeTypes)) yield return p;
        foreach (var m in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            if (m is MethodInfo { ReturnType: var returned }) yield return returned;
            foreach (var p in m.GetParameters()) yield return p.ParameterType;
            foreach (var t in Body(m)) yield return t;
        }
    }

    private static IEnumerable<Type> AttributeTypes(CustomAttributeData data) =>
        [data.AttributeType, .. data.ConstructorArguments.Select(a => a.Value).OfType<Type>()];

    private static IEnumerable<Type?> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;

        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var op = il[at] == 0xFE ? OpCodesByValue[(short)(0xFE00 | il[at + 1])] : OpCodesByValue[il[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(il, at),
                    method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
                yield return member as Type ?? member!.DeclaringType;
                if (member is MethodInfo { IsGenericMethod: true } called)
                    foreach (var argument in called.GetGenericArguments()) yield return argument;
            }
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Unwrap(Type? type) => type switch
    {
        null or { IsGenericParameter: true } => [],
        { HasElementType: true } => Unwrap(type.GetElementType()),
        { IsConstructedGenericType: true } => [type.GetGenericTypeDefinition(), .. type.GenericTypeArguments.SelectMany(Unwrap)],
        _ => [type],
    };
}

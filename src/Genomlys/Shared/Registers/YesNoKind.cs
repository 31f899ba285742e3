namespace Genomlys.Shared.Registers;

internal sealed class YesNoKind : Kind<bool>
{
    public override string Input => "select";
    public override IReadOnlyList<Choice> Choices => [new("true", Show(true)), new("false", Show(false))];
    public override string Write(bool value) => value ? "true" : "false";
    public override string Show(bool value) => Words.Kernel[value ? "Yes" : "No"];

    public override bool TryRead(object cell, out bool value)
    {
        var text = Words.Fold(Text(cell));
        value = text is "TRUE" or "1" || Means("Yes", text);
        return value || text is "FALSE" or "0" || Means("No", text);
    }

    private static bool Means(string key, string text) => Words.Kernel.Names(key).Any(n => Words.Fold(n) == text);
}

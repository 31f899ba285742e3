namespace Genomlys.Shared.Registers;

internal sealed class IdKind<R> : Kind<Id<R>>
{
    public override string Input => "select";
    public override string Write(Id<R> value) => value.ToString();
    public override bool TryRead(object cell, out Id<R> value) => Id<R>.TryParse(Text(cell), null, out value);
}

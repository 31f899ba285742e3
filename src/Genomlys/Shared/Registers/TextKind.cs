using System.Linq.Expressions;

namespace Genomlys.Shared.Registers;

internal sealed class TextKind(bool isLong) : Kind<string>
{
    public override string Input => isLong ? "textarea" : "text";
    public override string Write(string value) => value;
    public override bool TryRead(object cell, out string value) => (value = Text(cell)) is not "" && !value.Contains('\0');
    public override Expression Order(Expression value) => Sql.Swedish(value);
}

using System.Linq.Expressions;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Access;

/// <summary>
/// Something that hangs on a record of any register. It is seen by whoever has been shown the record itself, in the same answer: who forgets to ask for the record finds nothing.
/// It is written by those who may write the record.
/// </summary>
public interface IOnRecord
{
    string Register { get; }
    Guid RecordId { get; }
}

internal static class OnRecords
{
    /// <summary>Whatever does.</summary>
    public static readonly IReadOnlyList<Type> Types = [.. typeof(OnRecords).Assembly.GetTypes().Where(t => t is { IsClass: true } && typeof(IOnRecord).IsAssignableFrom(t)).OrderBy(t => t.Name, StringComparer.Ordinal)];

    public static IEnumerable<(Type Rows, string Name, LambdaExpression Keeps)> Filters(GenomlysDb db) => Types.Select(t =>
    {
        var row = Expression.Parameter(t, "r");
        Expression<Func<Guid, bool>> isSeen = record => db.Viewer.IsProgram || db.Viewer.Seen.Contains(record);
        return (t, Registers.Register.Scope, Expression.Lambda(Registers.Sql.Of(isSeen, Expression.Property(row, nameof(IOnRecord.RecordId))), row));
    });
}

using System.Linq.Expressions;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Internal;
using Microsoft.EntityFrameworkCore.Query;

namespace Genomlys.Compiled;

/// <summary>
/// The embedded database's model made ahead, so that a start need not put it together: a quarter of the start and some 8 MB.
/// What it cannot hold is given to it here, as it is loaded: the filters that keep every query within the viewer's scope.
/// </summary>
public partial class SqliteDbModel
{
    private const string QueryFilter = "QueryFilter";   // where EF Core looks for them; that it finds them is seen to below

    partial void Customize()
    {
        var registers = RegisterBook.Of(Modules.All);
        using var any = Databases.Alone(new DbContextOptionsBuilder<SqliteDb>().Options, registers);   // stands for the context that asks
        IReadOnlyModel model = this;
        foreach (var filters in registers.Filters(any).GroupBy(f => f.Rows))
        {
            var rows = (RuntimeEntityType)(model.FindEntityType(filters.Key) ?? throw Stale(filters.Key));
#pragma warning disable EF1001   // the only way in; see https://github.com/dotnet/efcore/issues/24897
            rows.AddAnnotation(QueryFilter, new QueryFilterCollection(filters.Select(f => new RuntimeQueryFilter(f.Name, (LambdaExpression)new TablesOf(model).Visit(f.Keeps)))));
#pragma warning restore EF1001
            if (!((IReadOnlyEntityType)rows).GetDeclaredQueryFilters().Select(f => f.Key).SequenceEqual(filters.Select(f => f.Name)))
                throw new InvalidOperationException($"The filters of {filters.Key} are not where queries look for them.");
        }
    }

    private static InvalidOperationException Stale(Type rows) => new($"The model made ahead does not know {rows}: docs/dev/model.sh makes it anew.");

    /// <summary>Another table within a filter is named by what it maps, as no context is at hand.</summary>
    private sealed class TablesOf(IReadOnlyModel model) : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method.Name is nameof(DbContext.Set) && node.Object is { } context && typeof(DbContext).IsAssignableFrom(context.Type)
                ? new EntityQueryRootExpression((IEntityType)model.FindEntityType(node.Method.GetGenericArguments()[0])!)
                : base.VisitMethodCall(node);
    }
}

using System.Linq.Expressions;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Registers;

/// <summary>Pieces of queries that must look the same everywhere.</summary>
internal static class Sql
{
    /// <summary>A value that stays a parameter, so that the query is compiled once.</summary>
    public static Expression Parameter<V>(V value)
    {
        Expression<Func<V>> hole = () => value;
        return hole.Body;
    }

    public static Expression Swedish(Expression text) => Expression.Call(
        typeof(RelationalDbFunctionsExtensions), nameof(RelationalDbFunctionsExtensions.Collate), [typeof(string)],
        Expression.Constant(EF.Functions), text, Expression.Constant(SwedishOrder.Name));

    /// <summary>The body of a lambda, told about something else than its own parameter.</summary>
    public static Expression Of(LambdaExpression lambda, Expression argument) => Swap(lambda.Body, lambda.Parameters[0], argument);

    public static Expression Swap(Expression body, Expression from, Expression to) => new Swapping(from, to).Visit(body)!;

    private sealed class Swapping(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}

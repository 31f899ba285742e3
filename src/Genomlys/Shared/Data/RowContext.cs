using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Genomlys.Shared.Data;

/// <summary>
/// Tells PostgreSQL who asks, each time a connection is taken for a context, whatever the one before had said on it, and again before a question that someone else asks: which account,
/// or that the program itself does, the day and the instant. Row security goes by that. Nobody is an account that is empty, for whom there are no rows. And it is told to compile no query:
/// the conditions of row security make each look expensive enough for that, which then takes longer than the query.
/// </summary>
public sealed class RowContext : DbConnectionInterceptor, IDbCommandInterceptor
{
    public const string Program = "genomlys.program", Beyond = "genomlys.beyond", Account = "genomlys.account", Day = "genomlys.day", Now = "genomlys.now";

    private static readonly string Sql = $"SELECT set_config('{Program}', $1, false), set_config('{Beyond}', $2, false), set_config('{Account}', $3, false), set_config('{Day}', $4, false), set_config('{Now}', $5, false), set_config('jit', 'off', false)";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is GenomlysDb db && connection is NpgsqlConnection postgres)
            Tell(db, postgres);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not GenomlysDb db || connection is not NpgsqlConnection postgres)
            return;
        await using var command = Telling(postgres, db.Told = Words(db), db.Now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Retold(command, eventData, result);

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Retold(command, eventData, result));

    public InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Retold(command, eventData, result);

    public ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Retold(command, eventData, result));

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Retold(command, eventData, result);

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Retold(command, eventData, result));

    /// <summary>Someone else has begun to ask on a connection that was kept open, or the same one for another reason.</summary>
    private static R Retold<R>(DbCommand command, CommandEventData eventData, R result)
    {
        if (eventData.Context is GenomlysDb db && command.Connection is NpgsqlConnection { State: System.Data.ConnectionState.Open } postgres && db.Told != Words(db))
            Tell(db, postgres);
        return result;
    }

    private static void Tell(GenomlysDb db, NpgsqlConnection postgres)
    {
        using var command = Telling(postgres, db.Told = Words(db), db.Now);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Telling(NpgsqlConnection postgres, (bool IsProgram, bool IsBeyond, Guid? Account, DateOnly Day) says, DateTimeOffset now)
    {
        var command = postgres.CreateCommand();
        command.CommandText = Sql;
        foreach (var word in new[] { says.IsProgram ? "true" : "", says.IsBeyond ? "true" : "", $"{says.Account}", $"{says.Day:yyyy-MM-dd}", $"{now.UtcDateTime:O}" })
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = word });
        return command;
    }

    private static (bool IsProgram, bool IsBeyond, Guid? Account, DateOnly Day) Words(GenomlysDb db) =>
        (db.Viewer.IsProgram, db.IsBeyond, db.Viewer.HoldsAnything ? db.Viewer.Account : null, db.Today);
}

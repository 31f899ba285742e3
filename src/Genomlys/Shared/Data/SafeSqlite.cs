using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Genomlys.Shared.Data;

/// <summary>What was deleted is overwritten, what was committed is on the disk, and nothing in the schema runs by itself but what the program put there.</summary>
internal sealed class SafeSqlite : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

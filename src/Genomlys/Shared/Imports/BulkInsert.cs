using System.Data.Common;
using Genomlys.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Genomlys.Shared.Imports;

/// <summary>New rows of one table, many at a time, past the change tracker: a prepared insert on SQLite, a binary COPY on PostgreSQL.</summary>
internal sealed class BulkInsert : IAsyncDisposable
{
    private readonly GenomlysDb db;
    private readonly IProperty[] properties;
    private readonly RelationalTypeMapping[] mappings;
    private readonly string into;
    private DbCommand? insert;

    public BulkInsert(GenomlysDb db, IEntityType type)
    {
        this.db = db;
        if (type.GetComplexProperties().Any() || type.GetNavigations().Any(n => n.TargetEntityType.IsOwned()) || type.GetDirectlyDerivedTypes().Any())
            throw new NotSupportedException($"{type.DisplayName()} is more than one flat row.");
        properties = [.. type.GetProperties().Where(p => p.GetComputedColumnSql() is null)];
        mappings = [.. properties.Select(p => p.GetRelationalTypeMapping())];
        var sql = db.GetService<ISqlGenerationHelper>();
        into = $"{sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema())} ({string.Join(", ", properties.Select(p => sql.DelimitIdentifier(p.GetColumnName())))})";
    }

    /// <summary>What the row will say in the database, column by column.</summary>
    public object?[] ValuesOf(EntityEntry entry)
    {
        var values = new object?[properties.Length];
        for (var n = 0; n < values.Length; n++)
        {
            var value = entry.CurrentValues[properties[n]];
            values[n] = value is not null && mappings[n].Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
        return values;
    }

    public Task RunAsync(IReadOnlyList<object?[]> rows, CancellationToken stop) => db.Database.GetDbConnection() switch
    {
        NpgsqlConnection postgres => CopyAsync(postgres, rows, stop),
        var other => InsertAsync(other, rows, stop),
    };

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        await using var target = await connection.BeginBinaryImportAsync($"COPY {into} FROM STDIN (FORMAT BINARY)", stop);
        foreach (var row in rows)
        {
            await target.StartRowAsync(stop);
            for (var n = 0; n < row.Length; n++)
                if (row[n] is { } value)
                    await target.WriteAsync(value, mappings[n].StoreTypeNameBase, stop);
                else
                    await target.WriteNullAsync(stop);
        }
        await target.CompleteAsync(stop);
    }

    private async Task InsertAsync(DbConnection connection, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        insert ??= Prepared(connection);
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            for (var n = 0; n < row.Length; n++)
                insert.Parameters[n].Value = row[n] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }
        await Task.CompletedTask;
    }

    private DbCommand Prepared(DbConnection connection)
    {
        var command = connection.CreateCommand();
        for (var n = 0; n < properties.Length; n++)
            command.Parameters.Add(mappings[n].CreateParameter(command, $"@p{n}", null, nullable: true));
        command.CommandText = $"INSERT INTO {into} VALUES ({string.Join(", ", properties.Select((_, n) => $"@p{n}"))})";
        return command;
    }

    /// <summary>The database refuses what a row says: a key that is taken, a record that is not there.</summary>
    public static bool IsRefusal(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 19 } => true,
        PostgresException { SqlState: ['2', '3', ..] } => true,
        DbUpdateException { InnerException: { } inner } => IsRefusal(inner),
        _ => false,
    };

    public async ValueTask DisposeAsync()
    {
        if (insert is not null)
            await insert.DisposeAsync();
    }
}

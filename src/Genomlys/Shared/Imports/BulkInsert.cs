using Genomlys.Shared.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Genomlys.Shared.Imports;

/// <summary>New rows of one table, many at a time, past the change tracker: a prepared insert on SQLite, on PostgreSQL a binary COPY beside it, and from there one insert:
/// row security lets no COPY into its tables.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly GenomlysDb db;
    private readonly IProperty[] properties;
    private readonly RelationalTypeMapping[] mappings;
    private readonly string into, table, columns;
    private SqliteInsert? insert;

    public BulkInsert(GenomlysDb db, IEntityType type)
    {
        this.db = db;
        if (type.GetComplexProperties().Any() || type.GetNavigations().Any(n => n.TargetEntityType.IsOwned()) || type.GetDirectlyDerivedTypes().Any())
            throw new NotSupportedException($"{type.DisplayName()} is more than one flat row.");
        properties = [.. type.GetProperties().Where(p => p.GetComputedColumnSql() is null)];
        mappings = [.. properties.Select(p => p.GetRelationalTypeMapping())];
        var sql = db.GetService<ISqlGenerationHelper>();
        (table, columns) = (sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema()), string.Join(", ", properties.Select(p => sql.DelimitIdentifier(p.GetColumnName()))));
        into = $"{table} ({columns})";
    }

    /// <summary>What the row will say in the database, column by column.</summary>
    public object?[] ValuesOf(EntityEntry entry)
    {
        var (now, values) = (entry.CurrentValues, new object?[properties.Length]);
        for (var n = 0; n < values.Length; n++)
        {
            var value = now[properties[n]];
            values[n] = value is not null && mappings[n].Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
        return values;
    }

    public async Task RunAsync(IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection postgres)
            await CopyAsync(postgres, rows, stop);
        else
            Insert((SqliteConnection)db.Database.GetDbConnection(), rows, stop);
    }

    private async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        await RunAsync(connection, $"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA", stop);
        await using (var target = await connection.BeginBinaryImportAsync("COPY pg_temp.incoming FROM STDIN (FORMAT BINARY)", stop))
        {
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
        await RunAsync(connection, $"INSERT INTO {into} SELECT {columns} FROM pg_temp.incoming", stop);
        await RunAsync(connection, "DROP TABLE pg_temp.incoming", stop);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private void Insert(SqliteConnection connection, IReadOnlyList<object?[]> rows, CancellationToken stop)
    {
        insert ??= new SqliteInsert(connection, $"INSERT INTO {into} VALUES ({string.Join(", ", properties.Select(_ => "?"))})");
        foreach (var row in rows)
        {
            stop.ThrowIfCancellationRequested();
            insert.Run(row);
        }
    }

    /// <summary>The database refuses what a row says: a key that is taken, a record that is not there.</summary>
    public static bool IsRefusal(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 19 } => true,
        PostgresException { SqlState: ['2', '3', ..] } => true,
        DbUpdateException { InnerException: { } inner } => IsRefusal(inner),
        _ => false,
    };

    public void Dispose() => insert?.Dispose();
}

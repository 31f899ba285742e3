using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Genomlys.Shared.Imports;

/// <summary>One prepared insert, its values bound by their place: a command looks up the name of every parameter of every row. Values are written as the provider writes them.</summary>
internal sealed class SqliteInsert : IDisposable
{
    /// <summary>Room for the indexes of a large import; with less, pages are written before the transaction is.</summary>
    private const int CacheKilobytes = 32_768;

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt insert;

    public SqliteInsert(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_exec(connection.Handle!, $"PRAGMA cache_size = -{CacheKilobytes}"));
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out insert));
    }

    public void Run(object?[] row)
    {
        for (var n = 0; n < row.Length; n++)
            Check(Bind(n + 1, row[n]));
        var result = raw.sqlite3_step(insert);
        _ = raw.sqlite3_reset(insert);
        Check(result is raw.SQLITE_DONE ? raw.SQLITE_OK : result);
    }

    public void Dispose() => insert.Dispose();

    private int Bind(int at, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(insert, at),
        string text => raw.sqlite3_bind_text(insert, at, text),
        Guid id => raw.sqlite3_bind_text(insert, at, id.ToString().ToUpperInvariant()),
        bool isSo => raw.sqlite3_bind_int(insert, at, isSo ? 1 : 0),
        int number => raw.sqlite3_bind_int(insert, at, number),
        long number => raw.sqlite3_bind_int64(insert, at, number),
        double number => raw.sqlite3_bind_double(insert, at, number),
        decimal number => raw.sqlite3_bind_text(insert, at, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        DateTime moment => raw.sqlite3_bind_text(insert, at, moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateOnly day => raw.sqlite3_bind_text(insert, at, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        byte[] bytes => raw.sqlite3_bind_blob(insert, at, bytes),
        _ => throw new NotSupportedException($"A column of {value.GetType()}."),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);
}

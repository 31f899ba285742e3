using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Genomlys.Shared.Backup;

/// <summary>What a database file says of itself, without the program's model: its schema, its rows, how far its audit log has come.</summary>
internal static class BackupContent
{
    public static string SchemaOf(SqliteConnection database) => $"{Ask(database, "SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\"")}";

    public static IReadOnlyDictionary<string, long> RowsOf(SqliteConnection database)
    {
        var tables = new List<string>();
        using (var command = database.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
            using var rows = command.ExecuteReader();
            while (rows.Read())
                tables.Add(rows.GetString(0));
        }
        return tables.ToDictionary(t => t, t => Convert.ToInt64(Ask(database, $"SELECT count(*) FROM \"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\""), CultureInfo.InvariantCulture));
    }

    public static (long Size, string Root) LogOf(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT \"Size\", hex(\"Root\") FROM audit_checkpoints ORDER BY \"Size\" DESC LIMIT 1";
        using var rows = command.ExecuteReader();
        return rows.Read() ? (rows.GetInt64(0), rows.GetString(1).ToLowerInvariant()) : (0, "");
    }

    /// <summary>The files that attachments lie in, by the names they have on disk.</summary>
    public static IReadOnlyList<string> AttachmentsOf(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT \"Stored\" FROM attachments ORDER BY \"Stored\"";
        using var rows = command.ExecuteReader();
        var stored = new List<string>();
        while (rows.Read())
            stored.Add(rows.GetString(0));
        return stored;
    }

    /// <summary>Sound as a file, and every reference leads somewhere.</summary>
    public static bool IsWhole(SqliteConnection database) => Ask(database, "PRAGMA integrity_check") is "ok" && Ask(database, "SELECT count(*) FROM pragma_foreign_key_check") is 0L;

    public static SqliteConnection Open(string path, SqliteOpenMode mode = SqliteOpenMode.ReadOnly)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        opened.Open();
        opened.CreateCollation(Data.SwedishOrder.Name, Data.SwedishOrder.Compare);
        return opened;
    }

    private static object? Ask(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

using Npgsql;

namespace Genomlys.Shared.Backup;

/// <summary>The rows of a PostgreSQL database as files, a table each, and back: read in one snapshot, written in one transaction. The server's own tools are not needed, nor a superuser.</summary>
internal static class PostgresTables
{
    public const string Folder = "tables/";

    /// <summary>Every table but those that say how it was built.</summary>
    private const string Named = "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND NOT starts_with(c.relname, '__') ORDER BY c.relname";

    /// <summary>Writes each table to its file below the folder; gives back how many rows each has. The caller has begun a transaction that sees one moment.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> WriteAsync(NpgsqlConnection database, string folder, CancellationToken stop)
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, Folder)).FullName;
        foreach (var table in await AskAsync(database, Named, stop))
        {
            await using var rows = await database.BeginRawBinaryCopyAsync($"COPY {await ColumnsOfAsync(database, table, stop)} TO STDOUT (FORMAT binary)", stop);
            await using var file = File.Create(Path.Combine(into, table));
            await rows.CopyToAsync(file, stop);
        }
        return await RowsOfAsync(database, stop);
    }

    public static async Task<IReadOnlyDictionary<string, long>> RowsOfAsync(NpgsqlConnection database, CancellationToken stop)
    {
        var rows = new Dictionary<string, long>();
        foreach (var table in await AskAsync(database, Named, stop))
            rows[table] = long.Parse((await AskAsync(database, $"SELECT count(*)::text FROM {Quoted(table)}", stop))[0], System.Globalization.CultureInfo.InvariantCulture);
        return rows;
    }

    /// <summary>The files that attachments lie in, by the names they have on disk.</summary>
    public static async Task<IReadOnlyList<string>> AttachmentsOfAsync(NpgsqlConnection database, CancellationToken stop) => await AskAsync(database, "SELECT \"Stored\" FROM attachments ORDER BY \"Stored\"", stop);

    public static async Task<(long Size, string Root)> LogOfAsync(NpgsqlConnection database, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("SELECT \"Size\", encode(\"Root\", 'hex') FROM audit_checkpoints ORDER BY \"Size\" DESC LIMIT 1", database);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? (rows.GetInt64(0), rows.GetString(1)) : (0, "");
    }

    /// <summary>Reads the files into tables that are empty and have no row security yet, those that others point at first.</summary>
    public static async Task ReadAsync(NpgsqlConnection database, string folder, CancellationToken stop)
    {
        foreach (var table in await InOrderAsync(database, stop))
        {
            await using var rows = await database.BeginRawBinaryCopyAsync($"COPY {await ColumnsOfAsync(database, table, stop)} FROM STDIN (FORMAT binary)", stop);
            await using var file = File.OpenRead(Path.Combine(folder, Folder, table));
            await file.CopyToAsync(rows, stop);
        }
    }

    private static async Task<IReadOnlyList<string>> InOrderAsync(NpgsqlConnection database, CancellationToken stop)
    {
        var left = await AskAsync(database, Named, stop);
        var leads = (await AskAsync(database, "SELECT f.relname || '\t' || t.relname FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND f.oid <> t.oid", stop))
            .Select(l => l.Split('\t')).ToLookup(l => l[0], l => l[1]);
        var ordered = new List<string>();
        while (left.Count > 0)
        {
            var next = left.FindAll(t => leads[t].All(ordered.Contains));
            if (next is [])
                throw new InvalidOperationException($"Tables point at one another: {string.Join(", ", left)}.");
            ordered.AddRange(next);
            left.RemoveAll(next.Contains);
        }
        return ordered;
    }

    /// <summary>The table with its columns by name, so that the order they were added in does not matter.</summary>
    private static async Task<string> ColumnsOfAsync(NpgsqlConnection database, string table, CancellationToken stop)
    {
        var columns = await AskAsync(database, $"SELECT attname FROM pg_attribute WHERE attrelid = '{Quoted(table)}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attname", stop);
        return $"{Quoted(table)} ({string.Join(", ", columns.Select(Quoted))})";
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<List<string>> AskAsync(NpgsqlConnection database, string sql, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand(sql, database);
        await using var rows = await ask.ExecuteReaderAsync(stop);
        var said = new List<string>();
        while (await rows.ReadAsync(stop))
            said.Add(rows.GetString(0));
        return said;
    }
}

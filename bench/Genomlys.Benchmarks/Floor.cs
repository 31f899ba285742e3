using System.Text;
using Microsoft.Data.Sqlite;

namespace Genomlys.Benchmarks;

/// <summary>The least a server can do: SQL as text, one query a page, no counts, no words, no frame.</summary>
internal static class Floor
{
    private const int PageSize = 50;
    private const string Columns = "i.Id, i.Reference, i.Channel, i.Summary, i.Category, u.Name, i.OccurredAt, i.Status";

    public static void Map(WebApplication app, string database)
    {
        var connection = $"Data Source={database}";
        app.MapGet("/incidents", (string? category, string? sort) => Html(Page(connection, category, sort ?? "")));
        app.MapGet("/every-row", () => Html($"{EveryRow(connection)}"));
        app.MapPost("/create", () => Results.Json(new { Id = Create(connection) }));
    }

    private static IResult Html(string text) => Results.Content(text, "text/html; charset=utf-8", Encoding.UTF8);

    private static string Page(string connection, string? category, string sort)
    {
        using var open = Open(connection);
        using var ask = open.CreateCommand();
        var order = sort.TrimStart('-') is "summary" ? "i.Summary" : "i.OccurredAt";
        ask.CommandText = $"select {Columns} from incidents i join units u on u.Id = i.UnitId {(category is null ? "" : "where i.Category = $category")} order by {order}{(sort is "summary" ? "" : " desc")} limit {PageSize}";
        if (category is not null)
            ask.Parameters.AddWithValue("$category", category);
        var html = new StringBuilder("<!doctype html><title>Incidenter</title><table>");
        using var rows = ask.ExecuteReader();
        while (rows.Read())
        {
            html.Append("<tr><td><a href=\"/incidents/").Append(rows.GetString(0)).Append("\">").Append(rows.GetString(1)).Append("</a>");
            for (var n = 2; n < rows.FieldCount; n++)
                html.Append("<td>").Append(rows.IsDBNull(n) ? "" : OtherPages.Encoder.Encode(rows.GetString(n)));
        }
        return html.Append("</table>").ToString();
    }

    /// <summary>How many values the database holds, each of them read.</summary>
    private static int EveryRow(string connection)
    {
        using var open = Open(connection);
        var tables = new List<string>();
        using (var ask = open.CreateCommand())
        {
            ask.CommandText = "select name from sqlite_master where type = 'table'";
            using var rows = ask.ExecuteReader();
            while (rows.Read())
                tables.Add(rows.GetString(0));
        }
        var values = 0;
        foreach (var table in tables)
        {
            using var ask = open.CreateCommand();
            ask.CommandText = $"select * from \"{table}\"";
            using var rows = ask.ExecuteReader();
            for (var row = new object[rows.FieldCount]; rows.Read(); values += row.Length)
                rows.GetValues(row);
        }
        return values;
    }

    /// <summary>A row and a line of what was done, on the disk when it is answered.</summary>
    private static long Create(string connection)
    {
        using var open = Open(connection);
        using var make = open.CreateCommand();
        make.CommandText = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            create table if not exists made(id integer primary key, title text, descr text, status text, created text);
            create table if not exists told(id integer primary key, at text, actor text, what text, of integer);
            """;
        make.ExecuteNonQuery();
        using var act = open.BeginTransaction();
        make.Transaction = act;
        make.CommandText = """
            insert into made(title, descr, status, created) values('Ny incident', 'Utskick till fel mottagare', 'Ny', datetime('now'));
            insert into told(at, actor, what, of) values(datetime('now'), 'anna', 'create', last_insert_rowid());
            select last_insert_rowid();
            """;
        var id = (long)make.ExecuteScalar()!;
        act.Commit();
        return id;
    }

    private static SqliteConnection Open(string connection)
    {
        var open = new SqliteConnection(connection);
        open.Open();
        return open;
    }
}

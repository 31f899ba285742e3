using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Audit;

/// <summary>Put up after the migrations: the databases refuse to change or take away what the log has said. Whoever owns the database can lift it; the signed checkpoints tell.</summary>
internal static class AppendOnly
{
    public static async Task ApplyAsync(GenomlysDb db, CancellationToken stop)
    {
        foreach (var table in AuditTables.AppendOnly)
            foreach (var sql in db is PostgresDb ? Postgres(table) : Sqlite(table))
                await db.Database.ExecuteSqlRawAsync(sql, stop);
    }

    private static IEnumerable<string> Sqlite(string table) => new[] { "UPDATE", "DELETE" }.Select(act => $"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_{act.ToLowerInvariant()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is written once'); END
        """);

    private static IEnumerable<string> Postgres(string table) =>
    [
        $"CREATE OR REPLACE FUNCTION {table}_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is written once'; END $$",
        $"CREATE OR REPLACE TRIGGER {table}_once BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_once()",
        $"CREATE OR REPLACE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_once()",
    ];
}

using System.Data.Common;
using System.Globalization;
using System.Text;
using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Shared.Data;

/// <summary>One policy of one table. A restrictive one must be met besides the others.</summary>
internal sealed record RowPolicy(string Table, string Name, string Command, string? Using, string? Check, bool IsRestrictive = false);

/// <summary>What anyone may do to the rows of a register before he has said who he is: signing in must.</summary>
[Flags]
public enum Unguarded { Nothing = 0, Reading = 1, Adding = 2, Changing = 4 }

/// <summary>
/// The third wall, in PostgreSQL: each table has its own word on who reads and who writes its rows, whoever asks and by whatever query.
/// It follows from the same registers as the first two, and is put up by the owner of the tables after the migrations.
/// </summary>
internal static class RowSecurity
{
    private const string Own = "genomlys_";   // all that bears the name is ours to make anew

    /// <summary>
    /// A column that a wall goes by cannot be changed. Row security itself stays: until the wall is up again, whoever is not the owner finds nothing, while the owner reaches every row that a migration has to fill.
    /// </summary>
    private const string Down = $"""
        DO $$ DECLARE known record; BEGIN
            FOR known IN SELECT schemaname, tablename, policyname FROM pg_policies WHERE schemaname = current_schema() AND starts_with(policyname, '{Own}') LOOP
                EXECUTE format('DROP POLICY %I ON %I.%I', known.policyname, known.schemaname, known.tablename);
                EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', known.schemaname, known.tablename);
            END LOOP;
        END $$;
        DROP VIEW IF EXISTS {Own}rights;
        """;

    /// <summary>Takes the wall down for as long as the tables are changed.</summary>
    public static Task TakeDownAsync(PostgresDb db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync(Down, stop);

    /// <summary>Puts the wall up as this build means it, and lets the program's own role through the door and no further.</summary>
    public static async Task ApplyAsync(PostgresDb db, IRowRights rights, string? appRole, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await RunAsync(connection, $"SELECT pg_advisory_xact_lock(hashtext('{Own}rows'))", stop);
            await RunAsync(connection, await SqlAsync(connection, db, rights, stop), stop);
            if (appRole is not null && appRole != await AskAsync<string>(connection, "SELECT current_user", stop))
                await RunAsync(connection, GrantsTo(appRole), stop);
            await transaction.CommitAsync(stop);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Whether the role that a connection comes in as is past every wall.</summary>
    public static async Task<bool> IsPassedByAsync(DbConnection connection, CancellationToken stop) =>
        await AskAsync<bool>((NpgsqlConnection)connection, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user", stop);

    /// <summary>Every table whose rows are not everyone's, and what it says.</summary>
    public static IReadOnlyList<RowPolicy> Policies(GenomlysDb db)
    {
        var policies = new List<RowPolicy>();
        foreach (var register in db.Registers.All)
        {
            var table = TableOf(db, register.RecordType);
            policies.AddRange(register.OwnerProperty is { } owner
                ? Guard(table, Reaches(db, register, owner, Rights.Read), Reaches(db, register, owner, Rights.Write), register.Unguarded)
                : Guard(table, Holds(register.Area, Rights.Read), Holds(register.Area, Rights.Write, Rights.Import, Rights.Decide), register.Unguarded));
        }
        foreach (var beside in db.Registers.All.SelectMany(r => r.BesideRows.Select(b => (Register: r, b.Rows, b.Property, b.Account, b.Writers))).GroupBy(b => b.Rows))
            policies.AddRange(Guard(TableOf(db, beside.Key),
                string.Join(" AND ", beside.Select(b => Beside(db, b.Register, Row(b.Rows, b.Property), Rights.Read) + OfAsker(db, b.Rows, b.Account))),
                string.Join(" AND ", beside.Select(b => $"({string.Join(" OR ", b.Writers.Select(right => Beside(db, b.Register, Row(b.Rows, b.Property), right)))}){OfAsker(db, b.Rows, b.Account)}")), isUnchanging: typeof(IUnchanging).IsAssignableFrom(beside.Key)));
        policies.AddRange(Guard(TableOf(db, typeof(Deadline)), Deadlines(db, Rights.Read), Deadlines(db, Rights.Write)));
        foreach (var register in db.Registers.All.Where(r => r.IsGuarded))
            policies.AddRange(Protect(db, register.RecordType, db.Model.FindEntityType(register.RecordType)!.FindPrimaryKey()!.Properties[0].Name));
        policies.AddRange(Protect(db, typeof(Deadline), nameof(Deadline.RecordId)));
        policies.AddRange(OnRecords.Types.SelectMany(t => Guard(TableOf(db, t), Hanging(db, t, Rights.Read), Hanging(db, t, Rights.Write))));
        policies.Add(Veiled(TableOf(db, typeof(AuditEvent)), TableOf(db, typeof(AuditVeil))));
        if (db.Registers.Of(typeof(Unit)) is { } units)   // what the wall itself stands on is written by those who write units
            policies.AddRange(Guard(TableOf(db, typeof(UnitClosure)), "true", Holds(units.Area, Rights.Write, Rights.Import, Rights.Decide)));
        return policies;

        string Row(Type rows, string property) => $"{TableOf(db, rows)}.{ColumnOf(db, rows, property)}";   // the register may have a column of the same name
    }

    /// <summary>Reading by the right to read, writing by the right to write; for a row that is changed both as it was and as it becomes.</summary>
    private static IEnumerable<RowPolicy> Guard(string table, string reads, string writes, Unguarded unguarded = Unguarded.Nothing, bool isUnchanging = false)
    {
        var (adds, changes) = (unguarded.HasFlag(Unguarded.Adding) ? "true" : writes, unguarded.HasFlag(Unguarded.Changing) ? "true" : writes);
        yield return new(table, "read", "SELECT", unguarded.HasFlag(Unguarded.Reading) ? "true" : reads, null);
        yield return new(table, "add", "INSERT", null, adds);
        if (isUnchanging)
            yield break;   // without a policy that lets it, nobody does
        yield return new(table, "change", "UPDATE", changes, changes);
        yield return new(table, "remove", "DELETE", writes, null);
    }

    /// <summary>Besides: what is protected is for those named on it. Whoever makes it so is named first, in the same transaction; what is broken open for a while is not changed.</summary>
    private static IEnumerable<RowPolicy> Protect(GenomlysDb db, Type rows, string record)
    {
        var (table, open) = (TableOf(db, rows), $"{ColumnOf(db, rows, nameof(Guarded.Secrecy))} <> '{Secrecy.Protected}' OR (SELECT {Own}past())");
        var (reads, changes) = ($"{open} OR {ColumnOf(db, rows, record)} IN (SELECT {Own}named(false))", $"{open} OR {ColumnOf(db, rows, record)} IN (SELECT {Own}named(true))");
        yield return new(table, "protected_read", "SELECT", reads, null, IsRestrictive: true);
        yield return new(table, "protected_change", "UPDATE", changes, "true", IsRestrictive: true);
        yield return new(table, "protected_remove", "DELETE", changes, null, IsRestrictive: true);
    }

    /// <summary>Of what is protected, and of what has become so, the log shows nothing.</summary>
    private static RowPolicy Veiled(string log, string veils) => new(log, "protected_read", "SELECT",
        $"(NOT {log}.\"{nameof(AuditEvent.IsProtected)}\" AND NOT EXISTS (SELECT 1 FROM {veils} veil WHERE veil.\"{nameof(AuditVeil.RecordId)}\" = {log}.\"{nameof(AuditEvent.RecordId)}\")) OR (SELECT {Own}past())", null, IsRestrictive: true);

    // ---- What a row is asked. Each inner question is asked once a statement, not once a row.

    private static string Reaches(Area area, Rights right, string unit) => $"((SELECT {Own}all('{area}', '{right}')) OR {unit} IN (SELECT {Own}units('{area}', '{right}')))";

    /// <summary>The same of a register's row, in the area that the row lies in.</summary>
    private static string Reaches(GenomlysDb db, Register register, string owner, Rights right, string row = "")
    {
        var unit = row + ColumnOf(db, register.RecordType, owner);
        return register.Apart is { } apart
            ? $"(CASE WHEN {row}{ColumnOf(db, register.RecordType, apart.Property)} = '{apart.Value}' THEN {Reaches(apart.Area, right, unit)} ELSE {Reaches(register.Area, right, unit)} END)"
            : Reaches(register.Area, right, unit);
    }

    private static string Holds(Area area, params Rights[] rights) => $"(SELECT {string.Join(" OR ", rights.Select(r => $"{Own}holds('{area}', '{r}')"))})";

    private static string Beside(GenomlysDb db, Register register, string column, Rights right)
    {
        var key = KeyOf(db, register);
        var owner = register.OwnerProperty is { } property ? Reaches(db, register, property, right, "beside.") : Holds(register.Area, right);
        return $"EXISTS (SELECT 1 FROM {TableOf(db, register.RecordType)} beside WHERE beside.{key} = {column} AND {owner})";
    }

    /// <summary>Besides, where a row is for one account alone.</summary>
    private static string OfAsker(GenomlysDb db, Type rows, string? account) =>
        account is null ? "" : $" AND {ColumnOf(db, rows, account)} = (SELECT nullif(current_setting('{RowContext.Account}', true), '')::uuid)";

    private static string Deadlines(GenomlysDb db, Rights right)
    {
        var (area, unit) = (ColumnOf(db, typeof(Deadline), nameof(Deadline.Area)), ColumnOf(db, typeof(Deadline), nameof(Deadline.UnitId)));
        return db.Registers.DeadlineAreas is [] ? "false" : string.Join(" OR ", db.Registers.DeadlineAreas.Select(a => $"({area} = '{a}' AND {Reaches(a, right, unit)})"));
    }

    /// <summary>As the record that it hangs on: read by whoever the record's own table shows it to, written by whoever may write the record.</summary>
    private static string Hanging(GenomlysDb db, Type type, Rights right)
    {
        var (table, record) = (TableOf(db, type), ColumnOf(db, type, nameof(IOnRecord.RecordId)));
        return $"(CASE {table}.{ColumnOf(db, type, nameof(IOnRecord.Register))} {string.Join(' ', db.Registers.All.Select(r => $"WHEN {Literal(r.Name)} THEN {Beside(db, r, $"{table}.{record}", right)}{Handled(r)}"))} ELSE false END)";

        string Handled(Register register) => register.IsGuarded && right is Rights.Write
            ? $" AND ({table}.{record} IN (SELECT {Own}named(true)) OR EXISTS (SELECT 1 FROM {TableOf(db, register.RecordType)} open WHERE open.{KeyOf(db, register)} = {table}.{record} AND (open.{ColumnOf(db, register.RecordType, nameof(Guarded.Secrecy))} <> '{Secrecy.Protected}' OR (SELECT {Own}past()))))"
            : "";
    }

    private static string KeyOf(GenomlysDb db, Register register) => ColumnOf(db, register.RecordType, db.Model.FindEntityType(register.RecordType)!.FindPrimaryKey()!.Properties[0].Name);

    private static string TableOf(GenomlysDb db, Type type) => Quoted((db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type} has no table.")).GetTableName()!);

    private static string ColumnOf(GenomlysDb db, Type type, string property) => Quoted(db.Model.FindEntityType(type)!.FindProperty(property)?.GetColumnName() ?? throw new InvalidOperationException($"{type} has no column for {property}."));

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // ---- How it is put up

    private static async Task<string> SqlAsync(NpgsqlConnection connection, PostgresDb db, IRowRights rights, CancellationToken stop)
    {
        var schema = await AskAsync<string>(connection, "SELECT quote_ident(current_schema())", stop);
        var sql = new StringBuilder();
        sql.AppendLine(Down);
        sql.AppendLine(CultureInfo.InvariantCulture, $"""
            CREATE VIEW {Own}rights ("Area", "Right", "UnitId", "Below") WITH (security_invoker = true) AS
            {rights.Sql};
            CREATE OR REPLACE FUNCTION {Own}holds(area text, wanted text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {schema}, pg_temp AS $$
            BEGIN
                RETURN coalesce(current_setting('{RowContext.Program}', true), '') = 'true'
                    OR (wanted = '{Rights.Read}' AND coalesce(current_setting('{RowContext.Beyond}', true), '') = 'true')
                    OR EXISTS (SELECT 1 FROM {Own}rights r WHERE r."Area" = area AND r."Right" = wanted);
            END $$;
            CREATE OR REPLACE FUNCTION {Own}all(area text, wanted text) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {schema}, pg_temp AS $$
            BEGIN
                RETURN coalesce(current_setting('{RowContext.Program}', true), '') = 'true'
                    OR (wanted = '{Rights.Read}' AND coalesce(current_setting('{RowContext.Beyond}', true), '') = 'true')
                    OR EXISTS (SELECT 1 FROM {Own}rights r WHERE r."Area" = area AND r."Right" = wanted AND r."UnitId" IS NULL)
                    OR (EXISTS (SELECT 1 FROM units top WHERE top."ParentCode" IS NULL AND top."ArchivedAt" IS NULL)
                        AND NOT EXISTS (SELECT 1 FROM units top WHERE top."ParentCode" IS NULL AND top."ArchivedAt" IS NULL AND top."Id" NOT IN
                            (SELECT r."UnitId" FROM {Own}rights r WHERE r."Area" = area AND r."Right" = wanted AND r."Below" AND r."UnitId" IS NOT NULL)));
            END $$;
            CREATE OR REPLACE FUNCTION {Own}units(area text, wanted text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {schema}, pg_temp AS $$
            BEGIN
                RETURN QUERY SELECT c."DescendantId" FROM {Own}rights r JOIN unit_closures c ON c."AncestorId" = r."UnitId" AND (r."Below" OR c."Depth" = 0)
                    WHERE r."Area" = area AND r."Right" = wanted;
            END $$;
            """);
        sql.AppendLine(CultureInfo.InvariantCulture, $"""
            CREATE OR REPLACE FUNCTION {Own}past() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {schema}, pg_temp AS $$
            BEGIN
                RETURN coalesce(current_setting('{RowContext.Program}', true), '') = 'true' OR coalesce(current_setting('{RowContext.Beyond}', true), '') = 'true';
            END $$;
            CREATE OR REPLACE FUNCTION {Own}named(for_good boolean) RETURNS SETOF uuid LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = {schema}, pg_temp AS $$
            BEGIN
                IF {Own}holds('{Area.ProtectedRecords}', '{Rights.Write}') THEN
                    RETURN QUERY SELECT h."RecordId" FROM {TableOf(db, typeof(RecordHandler))} h
                        WHERE h."AccountId" = nullif(current_setting('{RowContext.Account}', true), '')::uuid
                            AND (h."Until" IS NULL OR (NOT for_good AND h."Until" > nullif(current_setting('{RowContext.Now}', true), '')::timestamptz));
                END IF;
            END $$;
            """);
        var policies = Policies(db);
        foreach (var table in policies.Select(p => p.Table).Distinct())
            sql.AppendLine(CultureInfo.InvariantCulture, $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;");
        foreach (var policy in policies)
            sql.AppendLine(CultureInfo.InvariantCulture, $"CREATE POLICY {Own}{policy.Name} ON {policy.Table} AS {(policy.IsRestrictive ? "RESTRICTIVE" : "PERMISSIVE")} FOR {policy.Command}{Clause("USING", policy.Using)}{Clause("WITH CHECK", policy.Check)};");
        return sql.ToString();

        static string Clause(string word, string? says) => says is null ? "" : $" {word} ({says})";
    }

    /// <summary>The rows of every table, and nothing of how they are kept.</summary>
    private static string GrantsTo(string role) => $"""
        DO $$ DECLARE known record; BEGIN
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), {Literal(role)});
            FOR known IN SELECT c.relname, c.relkind FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') LOOP
                EXECUTE format(CASE WHEN known.relkind = 'S' THEN 'GRANT USAGE ON SEQUENCE %I.%I TO %I'
                    WHEN known.relkind = 'v' OR starts_with(known.relname, '__') THEN 'GRANT SELECT ON %I.%I TO %I'
                    ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I' END, current_schema(), known.relname, {Literal(role)});
            END LOOP;
        END $$
        """;

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(stop))!;
    }
}

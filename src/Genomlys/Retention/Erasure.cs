using Genomlys.Shared.Access;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Idempotency;
using Genomlys.Shared.Imports;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Genomlys.Retention;

/// <summary>
/// Takes a record away with all that was ever kept of what it said: its row, what is kept beside it, what hangs on it, what the log and the imports remember of its values.
/// That it was there, and that it is gone, the log goes on telling. In the transaction of whoever asks.
/// </summary>
internal sealed class Erasure(GenomlysDb db)
{
    /// <summary>What hangs on a record by its identity alone.</summary>
    private static readonly Type[] OnIdentity = [typeof(Deadline), typeof(RecordHandler), typeof(ImportChange), typeof(IdempotencyKey), .. OnRecords.Types];

    private readonly ISqlGenerationHelper names = db.GetService<ISqlGenerationHelper>();
    private readonly List<(IEntityType Rows, string Where)> parts = [];
    private readonly List<(IEntityType Rows, string Column, string Where)> releases = [];

    /// <summary>The records that go: it, and those of other registers that cannot be without it. Null when one of those is held or protected.</summary>
    public async Task<IReadOnlyList<(Register Register, Guid Id)>?> FindAsync(Register register, Guid id, CancellationToken stop)
    {
        var record = db.Model.FindEntityType(register.RecordType)!;
        List<(Register Register, Guid Id)> goes = [(register, id)];
        parts.Add((record, $"{Key(record)} = {{0}}"));
        for (var n = 0; n < parts.Count; n++)
        {
            var (principal, where) = parts[n];
            foreach (var reference in principal.GetReferencingForeignKeys().Where(k => k.Properties.Count is 1 && k.PrincipalKey.IsPrimaryKey()))
            {
                var rows = reference.DeclaringEntityType;
                var (column, among) = (Column(reference.Properties[0]), $"{Column(reference.Properties[0])} IN (SELECT {Key(principal)} FROM {Table(principal)} WHERE {where})");
                if (reference.Properties[0].IsNullable)
                {
                    releases.Add((rows, column, among));
                    continue;
                }
                parts.Add((rows, among));
                if (db.Registers.Of(rows.ClrType) is not { } other)
                    continue;
                var which = $"SELECT {Key(rows)} AS \"Value\" FROM {Table(rows)} WHERE {among}";
                goes.AddRange((await db.Database.SqlQueryRaw<Guid>(which, id).ToListAsync(stop)).Select(part => (other, part)));
            }
        }
        foreach (var part in goes.Skip(1).GroupBy(g => g.Register, g => g.Id))
        {
            var ids = part.ToList();
            if (part.Key.Stored(db, ids).Values.Any(s => s.Class is Secrecy.Protected) || await db.AllDisposals().AnyAsync(d => d.State == DisposalState.Held && ids.Contains(d.RecordId), stop))
                return null;
        }
        return goes;
    }

    /// <summary>Takes away what was found.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken stop)
    {
        foreach (var (rows, where) in parts.Where(p => p.Rows.FindPrimaryKey() is { Properties: [var key] } && IsIdentity(key)))
            await ForgetAsync($"SELECT {Key(rows)} FROM {Table(rows)} WHERE {where}", id, stop);
        foreach (var (rows, column, where) in releases)
            await RunAsync($"UPDATE {Table(rows)} SET {column} = NULL{(db.Registers.Of(rows.ClrType) is null ? "" : $", {names.DelimitIdentifier(Register.Version)} = {names.DelimitIdentifier(Register.Version)} + 1")} WHERE {where}", id, stop);
        foreach (var (rows, where) in Enumerable.Reverse(parts))
            await RunAsync($"DELETE FROM {Table(rows)} WHERE {where}", id, stop);
    }

    private static bool IsIdentity(IProperty key) => (key.GetTypeMapping().Converter?.ProviderClrType ?? key.ClrType) == typeof(Guid);

    /// <summary>What is known by the identities that a question gives.</summary>
    private async Task ForgetAsync(string ids, Guid id, CancellationToken stop)
    {
        var (values, told) = (Entity(typeof(AuditValues)), Entity(typeof(AuditEvent)));
        await RunAsync($"DELETE FROM {Table(values)} WHERE {Key(values)} IN (SELECT {Key(told)} FROM {Table(told)} WHERE {Column(told.FindProperty(nameof(AuditEvent.RecordId))!)} IN ({ids}))", id, stop);
        foreach (var rows in OnIdentity.Select(Entity))
            await RunAsync($"DELETE FROM {Table(rows)} WHERE {Column(rows.FindProperty(nameof(IOnRecord.RecordId))!)} IN ({ids})", id, stop);
    }

    private Task<int> RunAsync(string sql, Guid id, CancellationToken stop) => db.Database.ExecuteSqlRawAsync(sql, [id], stop);

    private IEntityType Entity(Type type) => db.Model.FindEntityType(type)!;
    private string Table(IEntityType rows) => names.DelimitIdentifier(rows.GetTableName()!, rows.GetSchema());
    private string Key(IEntityType rows) => Column(rows.FindPrimaryKey()!.Properties[0]);
    private string Column(IProperty property) => names.DelimitIdentifier(property.GetColumnName());
}

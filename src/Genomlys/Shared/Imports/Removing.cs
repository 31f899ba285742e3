using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Genomlys.Shared.Imports;

/// <summary>Removes what a run added, whatever type it has.</summary>
internal static class Removing
{
    private const int ChunkSize = 500;

    public static async Task<int> RowsAsync(GenomlysDb db, Type type, Id<ImportRun> run, CancellationToken stop)
    {
        var entity = db.Model.FindEntityType(type)!;
        var (sql, table) = (db.GetService<ISqlGenerationHelper>(), Table(db, entity));
        var from = sql.DelimitIdentifier(entity.FindProperty(Provenance.RunId)!.GetColumnName());
        // records that point at each other would hold each other
        foreach (var own in entity.GetForeignKeys().Where(k => k.PrincipalEntityType == entity && k.Properties is [{ IsNullable: true }]))
        {
            var release = $"UPDATE {table} SET {sql.DelimitIdentifier(own.Properties[0].GetColumnName())} = NULL WHERE {from} = {{0}}";
            await db.Database.ExecuteSqlRawAsync(release, [run.Value], stop);
        }
        var remove = $"DELETE FROM {table} WHERE {from} = {{0}}";
        return await db.Database.ExecuteSqlRawAsync(remove, [run.Value], stop);
    }

    public static async Task RowsAsync(GenomlysDb db, Type type, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var entity = db.Model.FindEntityType(type)!;
        var key = db.GetService<ISqlGenerationHelper>().DelimitIdentifier(entity.FindPrimaryKey()!.Properties[0].GetColumnName());
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            var remove = $"DELETE FROM {Table(db, entity)} WHERE {key} IN ({string.Join(", ", chunk.Select((_, n) => $"{{{n}}}"))})";
            await db.Database.ExecuteSqlRawAsync(remove, chunk.Cast<object>(), stop);
        }
    }

    private static string Table(GenomlysDb db, IEntityType entity) => db.GetService<ISqlGenerationHelper>().DelimitIdentifier(entity.GetTableName()!, entity.GetSchema());
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Genomlys.Shared.Imports;

/// <summary>From which file and which of its lines a record has what it says.</summary>
public sealed record Provenance(ImportRun Run, int Line)
{
    /// <summary>Columns every register's table has.</summary>
    internal const string RunId = "ImportId", LineNumber = "ImportLine";

    internal static void Configure(EntityTypeBuilder entity)
    {
        entity.Property<Id<ImportRun>?>(RunId);
        entity.Property<int?>(LineNumber);
        entity.HasIndex(RunId);
    }

    internal static async Task<Provenance?> OfAsync<T>(IQueryable<T> rows, GenomlysDb db, CancellationToken stop) where T : class =>
        await (from row in rows
               join run in db.ImportRuns.AsNoTracking() on EF.Property<Id<ImportRun>?>(row, RunId) equals run.Id
               select new { Run = run, Line = EF.Property<int?>(row, LineNumber) }).SingleOrDefaultAsync(stop) is { } found
            ? new Provenance(found.Run, found.Line ?? 0)
            : null;
}

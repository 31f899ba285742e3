using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Data;

/// <summary>
/// Which build of the program last brought the database up to date and planted what ships with it. The same build need not look again,
/// and knows so from one row, before Entity Framework has built its model.
/// </summary>
internal static class Stamp
{
    private const string Table = "__GenomlysBuild";
    private static readonly string Build = typeof(Stamp).Module.ModuleVersionId.ToString("N");

    /// <summary>No answer is no stamp: the database may be new, or not answer yet, and then the long way says what is wrong.</summary>
    public static async Task<bool> IsCurrentAsync(IConfiguration configuration, CancellationToken stop)
    {
        try
        {
            await using var connection = Databases.Connect(configuration);
            await connection.OpenAsync(stop);
            await using var command = connection.CreateCommand();
            command.CommandText = $"""SELECT "Build" FROM "{Table}" """;
            return Build.Equals(await command.ExecuteScalarAsync(stop));
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Before anything is changed: whoever comes after someone who was stopped in its midst, an older build too, takes the long way.</summary>
    public static async Task ForgetAsync(GenomlysDb db, CancellationToken stop)
    {
        await MakeAsync(db, stop);
        await db.Database.ExecuteSqlRawAsync($"""DELETE FROM "{Table}" """, stop);
    }

    public static async Task SetAsync(GenomlysDb db, CancellationToken stop)
    {
        await MakeAsync(db, stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlRawAsync($"""DELETE FROM "{Table}" """, stop);
        await db.Database.ExecuteSqlRawAsync($$"""INSERT INTO "{{Table}}" VALUES ({0})""", [Build], stop);
        await transaction.CommitAsync(stop);
    }

    private static Task MakeAsync(GenomlysDb db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync($"""CREATE TABLE IF NOT EXISTS "{Table}" ("Build" varchar(32) NOT NULL)""", stop);
}

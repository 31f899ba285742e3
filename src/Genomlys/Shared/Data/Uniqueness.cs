using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Genomlys.Shared.Data;

/// <summary>Whether a save failed because another record has the same key.</summary>
internal static class Uniqueness
{
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    public static bool IsBroken(DbUpdateException failure) => failure.InnerException switch
    {
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };
}

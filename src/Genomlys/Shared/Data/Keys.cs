using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;

namespace Genomlys.Shared.Data;

/// <summary>The keys that forms and cookies are sealed with lie beside the data and move with it: in <c>Keys:Folder</c>, otherwise in a folder "keys" beside the SQLite file. Elsewhere the machine's own place is used.</summary>
internal static class Keys
{
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = services.AddDataProtection().SetApplicationName("Genomlys");
        if ((configuration["Keys:Folder"] ?? Beside(configuration)) is { } folder)
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(folder));
    }

    private static string? Beside(IConfiguration configuration)
    {
        if (configuration["Database:Connection"] is not { } connection || configuration["Database:Provider"] is not (null or "Sqlite"))
            return null;
        var database = new SqliteConnectionStringBuilder(connection);
        return database.Mode is SqliteOpenMode.Memory || database.DataSource is "" or ":memory:" ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database.DataSource))!, "keys");
    }
}

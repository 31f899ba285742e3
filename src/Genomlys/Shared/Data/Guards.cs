using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Data;

/// <summary>What the program refuses to run on: each with a code that docs/operating.md explains, and a sentence that says what to do.</summary>
internal static class Guards
{
    /// <summary>The runtime and the database are of versions that lose nothing and let nobody in. A database that does not answer is for others to speak of.</summary>
    public static async Task HoldVersionsAsync(IConfiguration configuration, CancellationToken stop)
    {
        var safe = SafeVersion.Read(configuration);
        Hold(safe, ".NET", Environment.Version.ToString(3));
        await using var connection = Databases.Connect(configuration);
        try
        {
            await connection.OpenAsync(stop);
        }
        catch (DbException)
        {
            return;
        }
        Hold(safe, connection is SqliteConnection ? "SQLite" : "PostgreSQL", connection.ServerVersion);
    }

    private static void Hold(IReadOnlyList<SafeVersion> safe, string product, string version)
    {
        if (SafeVersion.ShortOf(safe, product, version) is { } wanted)
            throw new SettingException(Words.Kernel.Format("Guard.Version", product, version, Words.Kernel[$"Guard.{wanted.Reason}"], wanted.Least));
    }

    /// <summary>Keys that lie in the clear open what they sealed to whoever reads the folder.</summary>
    public static void HoldKeys(DirectoryInfo folder)
    {
        if (folder.EnumerateFiles("key-*.xml").FirstOrDefault(f => !File.ReadAllText(f.FullName).Contains("encryptedSecret", StringComparison.Ordinal)) is { } open)
            throw new SettingException(Words.Kernel.Format("Guard.OpenKey", open.FullName));
    }

    /// <summary>A newer version of the program has changed the tables in ways this one does not know.</summary>
    public static async Task HoldSchemaAsync(GenomlysDb db, CancellationToken stop)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(stop)).Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new SettingException(Words.Kernel.Format("Guard.NewerSchema", unknown));
    }
}

/// <summary>One process at a time. The lock is the system's own, and gone with whoever held it however he ended.</summary>
internal static class FileLock
{
    /// <summary>Null where another holds it.</summary>
    public static FileStream? Take(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>Waits for whoever holds it.</summary>
    public static async Task<FileStream> WaitAsync(string file, CancellationToken stop)
    {
        while (true)
        {
            if (Take(file) is { } taken)
                return taken;
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
    }
}

using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Genomlys.Tests.Shared;

/// <summary>What was acknowledged is on the disk: the embedded database writes its log of writes, whoever made the file before the tables were built, and runs on an SQLite that loses no commit in it.</summary>
public sealed class DurableTests : IDisposable
{
    private static readonly Version Safe = new(3, 51, 3);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-durable-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_embedded_database_syncs_each_commit_in_wal_mode_though_its_file_was_there_before()
    {
        var connection = $"Data Source={Path.Combine(folder.FullName, "genomlys.db")}";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Connection", connection)]).Build();
        await using (var db = Databases.Alone((DbContextOptions<SqliteDb>)new DbContextOptionsBuilder<SqliteDb>().OnSqlite(connection).Options, RegisterBook.Of(Modules.All)))
        {
            await db.Database.OpenConnectionAsync(Stop);   // which makes the file
            await db.Database.CloseConnectionAsync();
            await Databases.MigrateAsync(db, configuration, null!, Stop);   // rights are asked for on a server alone
        }
        await using var beside = new SqliteConnection(connection);
        await beside.OpenAsync(Stop);
        await using var command = beside.CreateCommand();
        command.CommandText = "SELECT journal_mode || ' ' || synchronous FROM pragma_journal_mode, pragma_synchronous";
        Assert.Equal("wal 2", await command.ExecuteScalarAsync(Stop));   // 2: each commit is synced, which a build of SQLite may leave out in WAL mode
        Assert.True(Version.Parse(beside.ServerVersion) >= Safe, beside.ServerVersion);
    }
}

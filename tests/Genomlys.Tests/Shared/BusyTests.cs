using Genomlys.Accounts;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Shared;

/// <summary>On the embedded database a writer waits for those who are reading, and is not told that it is locked. On a real file: databases in memory lock otherwise.</summary>
public sealed class BusyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-busy-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_save_waits_for_a_reader()
    {
        await using var db = await OpenAsync();
        var unit = new Unit { Id = Id<Unit>.New(), Code = "A", Name = "Enhet", Path = "A/", Level = UnitLevel.Unit };
        db.Add(unit);
        await db.SaveChangesAsync(Stop);
        await WhileSomeoneReadsAsync(() =>
        {
            unit.Name = "Ny";   // one row with a version: the statement that would commit by itself
            return db.SaveChangesAsync(Stop);
        });
        Assert.Equal("Ny", (await db.Units.AsNoTracking().SingleAsync(Stop)).Name);
    }

    [Fact]
    public async Task An_attempt_to_sign_in_waits_for_a_reader()
    {
        await using var db = await OpenAsync();
        db.Add(new Account { Id = Id<Account>.New(), Name = "n", SignInName = "n", CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync(Stop);
        await WhileSomeoneReadsAsync(async () => Assert.True(await new Attempts(db, TimeProvider.System).MayTryAccountAsync("n", Stop)));
    }

    /// <summary>A reader that has begun and ends while the other waits.</summary>
    private async Task WhileSomeoneReadsAsync(Func<Task> write)
    {
        await using var reading = new SqliteConnection(Connection);
        await reading.OpenAsync(Stop);
        await using var ask = reading.CreateCommand();
        ask.CommandText = "BEGIN; SELECT * FROM units UNION ALL SELECT * FROM units";
        await using (var rows = await ask.ExecuteReaderAsync(Stop))
            await rows.ReadAsync(Stop);
        var written = Task.Run(write, Stop);
        await Task.Delay(500, Stop);
        Assert.False(written.IsCompletedSuccessfully);   // it does wait; else nothing is shown here
        await using var end = reading.CreateCommand();
        end.CommandText = "END";
        await end.ExecuteNonQueryAsync(Stop);
        await written;
    }

    private string Connection => $"Data Source={Path.Combine(folder.FullName, "genomlys.db")}";

    private async Task<SqliteDb> OpenAsync()
    {
        await using (var first = new SqliteConnection(Connection))
            await first.OpenAsync(Stop);   // as the program's own start: the file is there before Entity Framework looks, and keeps SQLite's own journal
        var db = new SqliteDb((DbContextOptions<SqliteDb>)new DbContextOptionsBuilder<SqliteDb>().OnSqlite(Connection).Options, Viewer.Program, RegisterBook.Of(Modules.All), TimeProvider.System);
        await db.Database.MigrateAsync(Stop);
        return db;
    }
}

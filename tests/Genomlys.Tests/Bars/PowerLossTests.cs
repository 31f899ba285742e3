using Genomlys.Shared.Audit;
using Genomlys.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Bars;

/// <summary>
/// Bar 8: what the program does to its files from its first start on is recorded, and the power cut in more than a thousand places while eight write. What was acknowledged is there, and no file by halves.
/// What lies in memory alone (<c>-shm</c>) is full of noise afterwards.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PowerLossTests : IDisposable
{
    private const int Changes = 400, States = 1000, NoiseBytes = 32 * 1024, Enough = 20;

    /// <summary>An account, a checkpoint to be kept elsewhere, and then the program itself.</summary>
    private const string Life = """p=$0 urls=$1; shift; dotnet "$p" "$@" && dotnet "$p" log checkpoint --out kept/checkpoint.json && exec dotnet "$p" serve --urls "$urls" """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genomlys-power-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact, Trait("Bar", "8")]
    public async Task What_was_acknowledged_is_there_after_a_power_cut()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("GENOMLYS_NIGHTLY") is null, "takes minutes; asked for by name: checks/nightly/bar-08-power-loss");
        await using var program = new Served("Sqlite");
        var (acts, acknowledged) = await RecordAsync(program);
        var relied = Relied(acts, program.Database);
        var (disk, told, chance, every, faults, tried, syncs) = (new Disk(), new Dictionary<Guid, int>(), new Random(8), acts.Count / States, new List<string>(), 0, 0);
        foreach (var (n, act) in acts.Index())
        {
            disk.Take(act);
            if (act is Act.Told(var id, var version))
            {
                told[id] = version;
                await TryAsync(disk.WithoutPower());
                await TryAsync(disk.WithoutPower(chance));
            }
            else if (told.Count > 0)
            {
                syncs += act is Act.Sync(var place, _) && place == $"{program.Database}-wal" ? 1 : 0;
                if (n % every is 0)
                    await TryAsync(disk.WithoutPower(chance));
            }
        }
        Assert.All(acknowledged, one => Assert.True(told[one.Key] >= one.Value));
        Bar.None(8, "Sqlite", faults, "disks after a power cut that miss an acknowledged change, cannot be read or hold something by halves");
        Bar.Hold(8, "Sqlite", tried, States, tried >= States, "disks as a power cut may leave them");
        var alone = told.Values.Sum() - Writers.Count;   // those that were under way when the first was told have been synced before
        Bar.Hold(8, "Sqlite", syncs, alone, syncs >= alone, "syncs, at least one for each acknowledged change");

        async Task TryAsync(Dictionary<string, byte[]> left)
        {
            tried++;
            if (faults.Count < Enough && (await FaultsAsync(left, program, relied, told)) is [var first, ..])
                faults.Add(first);
        }
    }

    private async Task<(IReadOnlyList<Act> Acts, IReadOnlyDictionary<Guid, int> Acknowledged)> RecordAsync(Served program)
    {
        var trace = Path.Combine(folder.FullName, "trace");
        await program.StartAsync("strace", ["-D", "-f", "--seccomp-bpf", "-y", "-s", "1000000", "-e", $"trace={Trace.Calls}", "-e", "signal=kill", "-o", trace, "sh", "-c", Life, Served.Program, program.Address.ToString(), .. Visitor.Verb]);
        var writers = new Writers(program.Address, await program.SignInAsync());
        var writing = writers.WriteAsync("1");
        while (writers.Told < Changes && !writing.IsCompleted)
            await Task.Delay(Pause, Stop);
        await program.KillAsync();
        await writing;
        while (!EndOf(trace).Contains($"{program.Id,-5} +++ killed", StringComparison.Ordinal))   // strace's column
            await Task.Delay(Pause, Stop);
        return (new Trace(program.Folder).Read(trace), writers.Acknowledged);
    }

    private static string EndOf(string path)
    {
        const int most = 200;
        using var reader = new StreamReader(path);
        reader.BaseStream.Position = Math.Max(0, reader.BaseStream.Length - most);
        return reader.ReadToEnd();
    }

    /// <summary>The other files as they were when the first change was acknowledged: the master key, the key ring, the checkpoint.</summary>
    private static Dictionary<string, byte[]> Relied(IReadOnlyList<Act> acts, string database)
    {
        var disk = new Disk();
        foreach (var act in acts.TakeWhile(a => a is not Act.Told))
            disk.Take(act);
        var relied = disk.Files.Where(f => !f.Key.StartsWith(database, StringComparison.Ordinal)).ToDictionary();
        Assert.Equal(3, relied.Count);
        return relied;
    }

    private async Task<List<string>> FaultsAsync(Dictionary<string, byte[]> left, Served program, Dictionary<string, byte[]> relied, Dictionary<Guid, int> told)
    {
        if (relied.FirstOrDefault(r => !left.GetValueOrDefault(r.Key).AsSpan().SequenceEqual(r.Value)).Key is { } broken)
            return [$"{Path.GetFileName(broken)} is not whole"];
        var found = folder.CreateSubdirectory("found");
        foreach (var (file, content) in left.Where(f => f.Key.StartsWith(program.Database, StringComparison.Ordinal)))
            await File.WriteAllBytesAsync(Path.Combine(found.FullName, Path.GetFileName(file)), content, Stop);
        await File.WriteAllBytesAsync(Path.Combine(found.FullName, "genomlys.db-shm"), [.. Enumerable.Repeat((byte)0xA5, NoiseBytes)], Stop);
        try
        {
            await using var db = Served.Open(Path.Combine(found.FullName, "genomlys.db"));
            return await Afterwards.FaultsAsync(db, program.Master, told, [Checkpoint.Read(System.Text.Encoding.UTF8.GetString(relied.Single(r => r.Key.EndsWith("checkpoint.json", StringComparison.Ordinal)).Value))!]);
        }
        catch (Exception unreadable) when (unreadable is SqliteException or DbUpdateException)
        {
            return [unreadable.Message];
        }
        finally
        {
            found.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Every_change_is_written_through_to_the_disk()
    {
        await using var program = new Served("Sqlite");
        await program.RunAsync("migrate");
        await using var db = program.Open();
        Assert.Equal("wal", await db.Database.SqlQuery<string>($"SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync(Stop));
        Assert.Equal(2, await db.Database.SqlQuery<int>($"SELECT synchronous AS \"Value\" FROM pragma_synchronous").SingleAsync(Stop));   // FULL: NORMAL forgets the last changes when the power is cut
    }
}

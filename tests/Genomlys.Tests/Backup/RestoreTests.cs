using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Backup;
using Genomlys.Shared.Data;
using Genomlys.Tests.Bars;
using Genomlys.Tests.Shared;
using Npgsql;

namespace Genomlys.Tests.Backup;

/// <summary>Bar 24, by the commands themselves: from one database to another that has nothing, with the file and the master key alone.</summary>
[Trait("Bar", "24")]
public sealed class RestoreTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("genomlys-restore-").FullName;
    private readonly List<string> databases = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var name in databases)
            await AskAsync(TestApp.Postgres!, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Directory.Delete(folder, recursive: true);
    }

    [Theory, InlineData("Sqlite"), InlineData("PostgreSQL")]
    public async Task What_is_restored_is_what_was_there_and_what_is_damaged_is_refused(string provider)
    {
        Assert.SkipWhen(provider == "PostgreSQL" && TestApp.Postgres is null, "GENOMLYS_TEST_POSTGRES is not set.");
        var live = await FreshAsync(provider, "live");
        await DoneAsync(live, "migrate");
        await DoneAsync(live, "import", "organisation", Path.Combine(Architecture.Repository.Root, "samples", "lindby-2025", "organisation.csv"));
        await DoneAsync(live, "admin", "create", "karin", "--name", "Karin Ek");
        await DoneAsync(live, "log", "checkpoint", "--out", Path.Combine(folder, "kept.json"));
        await File.WriteAllTextAsync(Path.Combine(live["Keys__Folder"], "key-1.xml"), "<encryptedSecret/>", Stop);   // as serving makes one
        var backup = Path.Combine(folder, "backup.zip");
        await DoneAsync(live, "backup", "--out", backup);
        var master = Path.Combine(folder, "master.key");
        File.Copy(Path.Combine(live["Keys__Folder"], "master.key"), master);

        var wrong = new List<string>();
        var (key, schema, empty) = (new AuditKey(MasterKey.Read(master)), Manifest(backup).GetProperty("schema").GetString()!, await FreshAsync(provider, "empty"));
        foreach (var (n, (what, made)) in Damaged(await File.ReadAllBytesAsync(backup, Stop), provider).Index())
        {
            var bad = Path.Combine(folder, "bad.zip");
            await File.WriteAllBytesAsync(bad, made, Stop);
            if (BackupReader.Unpack(bad, key, [schema], Directory.CreateDirectory(Path.Combine(folder, $"bad-{n}")).FullName).Manifest is not null)
                wrong.Add(what);
            else if (n % 5 is 0 && (await RunAsync(empty, "restore", bad, "--master-key", master) is not (Cli.Refused, _) || Directory.Exists(empty["Keys__Folder"]) || (provider is "Sqlite" && File.Exists(FileOf(empty)))))   // the verb refuses what this refuses, and before it touches anything
                wrong.Add($"{what}, by the verb");
        }
        Bar.None(24, provider, wrong, "damaged backups taken for whole");

        var blank = await FreshAsync(provider, "blank");
        var (code, said) = await RunAsync(blank, "restore", backup, "--master-key", master);
        Assert.True(code is Cli.Done, said);
        await DoneAsync(blank, "verify", "--against", Path.Combine(folder, "kept.json"));
        if (!OperatingSystem.IsWindows())
            foreach (var file in new[] { "key-1.xml", "master.key" })
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(blank["Keys__Folder"], file)));   // nobody else reads a key, here as there
        var again = Path.Combine(folder, "again.zip");
        await DoneAsync(blank, "backup", "--out", again);
        var (before, after) = (Manifest(backup), Manifest(again));
        string[] grows = ["audit_leaves", "audit_checkpoints"];
        wrong.AddRange(from table in before.GetProperty("rows").EnumerateObject()
                       where !grows.Contains(table.Name) && after.GetProperty("rows").GetProperty(table.Name).GetInt64() != table.Value.GetInt64()
                       select $"{table.Name}: {table.Value} became {after.GetProperty("rows").GetProperty(table.Name)}");
        Bar.None(24, provider, wrong, "tables that are restored otherwise than they were");

        Assert.Equal(Cli.Refused, (await RunAsync(blank, "restore", backup, "--master-key", master)).Code);   // what lives is not written over
    }

    private static IEnumerable<(string What, byte[] Made)> Damaged(byte[] whole, string provider)
    {
        var content = provider is "Sqlite" ? "genomlys.db" : "tables/units";
        yield return ("cut short", whole[..(whole.Length / 2)]);
        yield return ("no zip", [1, 2, 3]);
        yield return ("no manifest", Changed(whole, zip => zip.GetEntry("manifest.json")!.Delete()));
        yield return ("no signature", Changed(whole, zip => zip.GetEntry("manifest.sig")!.Delete()));
        yield return ("no rows", Changed(whole, zip => zip.GetEntry(content)!.Delete()));
        yield return ("a byte of the rows", Changed(whole, zip => Flip(zip, content)));
        yield return ("a byte of the manifest", Changed(whole, zip => Flip(zip, "manifest.json")));
        yield return ("a byte of the signature", Changed(whole, zip => Flip(zip, "manifest.sig")));
        yield return ("a file more", Changed(whole, zip => zip.CreateEntry("keys/key-9.xml")));
        yield return ("a file that climbs out", Changed(whole, zip => zip.CreateEntry("../climbed")));
    }

    private static byte[] Changed(byte[] backup, Action<ZipArchive> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(backup);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return bytes.ToArray();
    }

    private static void Flip(ZipArchive zip, string name)
    {
        using var content = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        var flipped = bytes.ToArray();
        flipped[flipped.Length / 2] ^= 1;
        content.Position = 0;
        content.Write(flipped);
    }

    private static JsonElement Manifest(string backup)
    {
        using var zip = ZipFile.OpenRead(backup);
        using var content = zip.GetEntry("manifest.json")!.Open();
        return JsonDocument.Parse(content).RootElement.Clone();
    }

    /// <summary>A machine with nothing on it: a folder, and on PostgreSQL an empty database.</summary>
    private async Task<Dictionary<string, string>> FreshAsync(string provider, string name)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var settings = new Dictionary<string, string> { ["Keys__Folder"] = Path.Combine(place, "keys"), ["Database__Provider"] = provider, ["Database__Connection"] = $"Data Source={Path.Combine(place, "genomlys.db")}" };
        if (provider is "Sqlite")
            return settings;
        var database = $"genomlys_restore_{Guid.CreateVersion7():N}";
        databases.Add(database);
        await AskAsync(TestApp.Postgres!, $"CREATE DATABASE {database}");
        settings["Database__Connection"] = new NpgsqlConnectionStringBuilder(TestApp.Postgres) { Database = database, Pooling = false }.ConnectionString;
        return settings;
    }

    private static string FileOf(Dictionary<string, string> settings) => settings["Database__Connection"]["Data Source=".Length..];

    private static async Task DoneAsync(Dictionary<string, string> settings, params string[] verb)
    {
        var (code, said) = await RunAsync(settings, verb);
        Assert.True(code is Cli.Done, $"{string.Join(' ', verb)}: {said}");
    }

    private static async Task<(int Code, string Said)> RunAsync(Dictionary<string, string> settings, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(GenomlysDb).Assembly.Location, .. verb]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        using var program = Process.Start(start)!;
        var (said, wrote) = (program.StandardError.ReadToEndAsync(Stop), program.StandardOutput.ReadToEndAsync(Stop));
        await program.WaitForExitAsync(Stop);
        return (program.ExitCode, $"{await wrote}{await said}");
    }

    private static async Task AskAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}

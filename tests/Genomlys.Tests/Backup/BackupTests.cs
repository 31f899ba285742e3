using System.IO.Compression;
using Genomlys.Assets;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Backup;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Genomlys.Tests.Bars;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Tests.Backup;

/// <summary>A backup holds what was there and says so; a damaged one is refused before anything is put in its place.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("genomlys-backup-test-").FullName;
    private readonly AuditKey key = new(MasterKey.Passing());

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_committed_comes_back_with_its_log()
    {
        var (backup, manifest) = await BackupAsync("Ekot", "Kajen åäö");
        Assert.Equal(2, manifest.Rows["systems"]);
        Assert.True(manifest.LogSize > 1);
        var tried = Try(backup);
        Assert.Equal(("", manifest.LogRoot), (tried.Refused, tried.Manifest!.LogRoot));
        await using var db = Open(Path.Combine(folder, "tried", BackupWriter.Database));
        Assert.Equal(["Ekot", "Kajen åäö"], await db.Set<BusinessSystem>().OrderBy(s => s.Reference).Select(s => s.Name).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal("key", await File.ReadAllTextAsync(Path.Combine(folder, "tried", "keys", "key-1.xml"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(ZipFile.OpenRead(backup).Entries, e => e.FullName.Contains("master", StringComparison.Ordinal));
    }

    [Fact, Trait("Bar", "24")]
    public async Task Damaged_backups_are_refused()
    {
        var (backup, _) = await BackupAsync("Ekot");
        var whole = await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken);
        var accepted = new List<string>();
        foreach (var (what, expected, made) in new (string, string, Func<byte[]>)[]
        {
            ("cut short", "Backup.Unreadable", () => whole[..(whole.Length / 2)]),
            ("no zip at all", "Backup.Unreadable", () => [1, 2, 3]),
            ("without its manifest", "Backup.NoManifest", () => Changed(whole, zip => zip.GetEntry(BackupManifest.Name)!.Delete())),
            ("another manifest", "Backup.NotSigned", () => Said(whole, BackupManifest.Name, text => text.Replace("\"systems\":1", "\"systems\":2", StringComparison.Ordinal))),
            ("without its signature", "Backup.NotSigned", () => Changed(whole, zip => zip.GetEntry(BackupManifest.SignatureName)!.Delete())),
            ("without its database", "Backup.OtherFiles", () => Changed(whole, zip => zip.GetEntry(BackupWriter.Database)!.Delete())),
            ("one byte of the database", "Backup.Damaged", () => Flipped(whole, BackupWriter.Database)),
            ("one byte of a key", "Backup.Damaged", () => Flipped(whole, "keys/key-1.xml")),
            ("a file that climbs out", "Backup.OtherFiles", () => Changed(whole, zip => { using var more = new StreamWriter(zip.CreateEntry("../../climbed").Open()); more.Write("x"); })),
            ("a file more", "Backup.OtherFiles", () => Changed(whole, zip => { using var more = new StreamWriter(zip.CreateEntry("keys/key-2.xml").Open()); more.Write("x"); })),
        })
        {
            var path = Path.Combine(folder, "damaged.zip");
            await File.WriteAllBytesAsync(path, made(), TestContext.Current.CancellationToken);
            if (Try(path) is not { Manifest: null, Refused: var refused } || refused != expected)
                accepted.Add(what);
        }
        if (Try(backup, new AuditKey(MasterKey.Passing())).Refused is not "Backup.OtherKey")
            accepted.Add("of another installation");
        if (BackupReader.Unpack(backup, key, ["99990101000000_Later"], Fresh()).Refused is not "Backup.OtherSchema")
            accepted.Add("of a later version");
        Assert.False(File.Exists(Path.Combine(folder, "climbed")));
        Bar.None(24, "Sqlite", accepted, "damaged backups taken for whole");
    }

    [Fact]
    public async Task A_manifest_that_lies_is_found_even_when_it_is_signed()
    {
        var (backup, manifest) = await BackupAsync("Ekot");
        foreach (var (lie, refused) in new[]
        {
            (manifest with { Rows = manifest.Rows.ToDictionary(r => r.Key, r => r.Key is "systems" ? 7 : r.Value) }, "Backup.OtherRows"), (manifest with { LogSize = 9 }, "Backup.OtherLog"),
            (manifest with { Files = [.. manifest.Files, new("../climbed", 0, "")] }, "Backup.OtherFiles"),
        })
        {
            var bytes = Signed(await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken), lie);
            var path = Path.Combine(folder, "lie.zip");
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(refused, Try(path).Refused);
        }
    }

    /// <summary>Attachments lie beside the database, and are held against the manifest and against their rows.</summary>
    [Fact, Trait("Bar", "24")]
    public async Task Attachments_come_back_as_they_lay_and_a_damaged_one_is_refused()
    {
        var stored = await AttachAsync("Ekot", "ett", "två");
        await AttachAsync("Ekot", "tre");
        await File.WriteAllTextAsync(Path.Combine(Attachments, $"{new string('f', 32)}"), "without a row", TestContext.Current.CancellationToken);
        var (backup, manifest) = await BackupAsync("Kajen");
        Assert.Equal((3, 3L, 0), (manifest.Files.Count(f => f.Name.StartsWith(BackupWriter.Attachments, StringComparison.Ordinal)), manifest.Rows["attachments"], manifest.Lost.Count));
        Assert.Equal("", Try(backup).Refused);
        Assert.Equal("två", await File.ReadAllTextAsync(Path.Combine(folder, "tried", "attachments", stored[1]), TestContext.Current.CancellationToken));
        var whole = await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken);
        var accepted = new List<string>();
        foreach (var (what, expected, made) in new (string, string, Func<byte[]>)[]
        {
            ("one byte of an attachment", "Backup.Damaged", () => Flipped(whole, BackupWriter.Attachments + stored[0])), ("without an attachment", "Backup.OtherFiles", () => Changed(whole, zip => zip.GetEntry(BackupWriter.Attachments + stored[0])!.Delete())),
            ("an attachment more", "Backup.OtherFiles", () => Changed(whole, zip => { using var more = new StreamWriter(zip.CreateEntry(BackupWriter.Attachments + new string('e', 32)).Open()); more.Write("x"); })),
            ("a row without its file, in a signed manifest", "Backup.OtherAttachments", () => Signed(Changed(whole, zip => zip.GetEntry(BackupWriter.Attachments + stored[0])!.Delete()), manifest with { Files = [.. manifest.Files.Where(f => f.Name != BackupWriter.Attachments + stored[0])] })),
            ("a name of another kind, in a signed manifest", "Backup.BadName", () => Signed(Changed(whole, zip => { using var more = new StreamWriter(zip.CreateEntry("attachments/..%2fx").Open()); more.Write("x"); }), manifest with { Files = [.. manifest.Files, new("attachments/..%2fx", 1, "")] })),
        })
        {
            var path = Path.Combine(folder, "damaged.zip");
            await File.WriteAllBytesAsync(path, made(), TestContext.Current.CancellationToken);
            if (Try(path) is not { Manifest: null, Refused: var refused } || refused != expected)
                accepted.Add(what);
        }
        Bar.None(24, "none", accepted, "of 5 backups with damaged attachments taken for whole");
    }

    [Fact]
    public async Task A_backup_says_which_attachments_are_lost_and_is_taken_all_the_same()
    {
        var stored = await AttachAsync("Ekot", "ett", "två");
        File.Delete(Path.Combine(Attachments, stored[0]));
        var (backup, manifest) = await BackupAsync("Kajen");
        Assert.Equal([stored[0]], manifest.Lost);
        Assert.Equal("", Try(backup).Refused);
    }

    private string Attachments => Path.Combine(folder, "attachments");

    /// <summary>Rows and files as the program leaves them; here it is no matter what is in them.</summary>
    private async Task<IReadOnlyList<string>> AttachAsync(string system, params string[] contents)
    {
        Directory.CreateDirectory(Attachments);
        var stored = contents.Select(_ => $"{Guid.CreateVersion7():N}").ToList();
        await using var db = Open(Path.Combine(folder, "live.db"));
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await AppendOnly.ApplyAsync(db, TestContext.Current.CancellationToken);
        foreach (var (n, content) in contents.Index())
        {
            await File.WriteAllTextAsync(Path.Combine(Attachments, stored[n]), content, TestContext.Current.CancellationToken);
            db.Add(new Attachment
            {
                Id = Id<Attachment>.New(), Register = "systems", RecordId = Guid.CreateVersion7(), Name = $"{system}.txt", MediaType = "text/plain", Size = content.Length, Sha256 = "", Stored = stored[n], SentAt = DateTimeOffset.UnixEpoch, State = AttachmentState.NotScanned,
            });
        }
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return stored;
    }

    private byte[] Signed(byte[] backup, BackupManifest lie)
    {
        var said = lie.Write();
        return Put(Put(backup, BackupManifest.Name, said), BackupManifest.SignatureName, System.Text.Encoding.ASCII.GetBytes(BackupManifest.Signed(said, key)));
    }

    private async Task<(string Path, BackupManifest Manifest)> BackupAsync(params string[] systems)
    {
        var (database, keys) = (Path.Combine(folder, "live.db"), Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName);
        await File.WriteAllTextAsync(Path.Combine(keys, "key-1.xml"), "key", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(keys, "master.key"), "secret", TestContext.Current.CancellationToken);
        await using var db = Open(database);   // stays open: a backup is taken while the program runs
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await AppendOnly.ApplyAsync(db, TestContext.Current.CancellationToken);
        foreach (var (n, name) in systems.Index())
            db.Add(new BusinessSystem { Id = Id<BusinessSystem>.New(), Reference = $"S-{n}", Name = name });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await new AuditTree(db, key).CheckpointAsync(TestContext.Current.CancellationToken, isWhole: true);
        var to = Path.Combine(folder, "backup.zip");
        return (to, BackupWriter.Write(database, keys, Attachments, key, DateTimeOffset.UnixEpoch, to));
    }

    private BackupTried Try(string backup, AuditKey? with = null)
    {
        using var db = Open(Path.Combine(folder, "schemas.db"));
        return BackupReader.Unpack(backup, with ?? key, [.. db.Database.GetMigrations()], Fresh());
    }

    private string Fresh()
    {
        var into = Path.Combine(folder, "tried");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(into))
            Directory.Delete(into, recursive: true);
        return Directory.CreateDirectory(into).FullName;
    }

    private static SqliteDb Open(string path)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite($"Data Source={path}");
        return new SqliteDb(options.Options, Viewer.Program, RegisterBook.Of(Modules.All), TimeProvider.System);
    }

    private static byte[] Changed(byte[] backup, Action<ZipArchive> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(backup);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return bytes.ToArray();
    }

    private static byte[] Put(byte[] backup, string name, byte[] content) => Changed(backup, zip =>
    {
        zip.GetEntry(name)!.Delete();
        using var target = zip.CreateEntry(name).Open();
        target.Write(content);
    });

    private static byte[] Content(byte[] backup, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(backup));
        using var content = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Said(byte[] backup, string name, Func<string, string> change) => Put(backup, name, System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(Content(backup, name)))));

    private static byte[] Flipped(byte[] backup, string name)
    {
        var content = Content(backup, name);
        content[content.Length / 2] ^= 1;
        return Put(backup, name, content);
    }
}

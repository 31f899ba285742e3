using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Genomlys.Shared.Backup;

/// <summary>
/// Writes a backup while the program runs: the database through SQLite's own backup, never as a copy of its file, or a server's tables, with the key ring and the attachments as they are sealed on disk. The master key is not in it.
/// What was written is read again before it is called a backup.
/// </summary>
internal static class BackupWriter
{
    public const string Database = "genomlys.db", Keys = "keys/", Attachments = "attachments/";
    private const int Tries = 3;

    /// <summary>Gives back what the backup holds. Written beside the target first: a failure leaves no half backup.</summary>
    public static BackupManifest Write(string database, string? keyFolder, string attachments, AuditKey key, DateTimeOffset now, string to)
    {
        using var work = new WorkFolder();
        var copy = Path.Combine(work.Path, Database);
        var lost = Copy(database, copy, attachments);
        using var read = BackupContent.Open(copy);
        return Keep([(Database, copy)], keyFolder, attachments, BackupContent.AttachmentsOf(read), lost, BackupContent.SchemaOf(read), BackupContent.RowsOf(read), BackupContent.LogOf(read), key, now, to);
    }

    /// <summary>Of a server: its tables as they were at one moment, by someone for whom all rows are there.</summary>
    public static async Task<BackupManifest> WriteAsync(NpgsqlConnection database, string schema, string? keyFolder, string attachments, AuditKey key, DateTimeOffset now, string to, CancellationToken stop)
    {
        using var work = new WorkFolder();
        await using var moment = await database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, stop);
        var rows = await PostgresTables.WriteAsync(database, work.Path, stop);
        var (log, stored) = (await PostgresTables.LogOfAsync(database, stop), await PostgresTables.AttachmentsOfAsync(database, stop));
        return Keep([.. rows.Keys.Select(t => (PostgresTables.Folder + t, Path.Combine(work.Path, PostgresTables.Folder, t)))], keyFolder, attachments, stored, [.. stored.Where(s => !File.Exists(Path.Combine(attachments, s)))], schema, rows, log, key, now, to);
    }

    private static BackupManifest Keep(List<(string Name, string Path)> files, string? keyFolder, string attachments, IReadOnlyList<string> stored, IReadOnlyList<string> lost, string schema, IReadOnlyDictionary<string, long> rows, (long Size, string Root) log, AuditKey key, DateTimeOffset now, string to)
    {
        files.AddRange((keyFolder is null ? [] : Directory.GetFiles(keyFolder, "key-*.xml")).Order(StringComparer.Ordinal).Select(path => (Keys + Path.GetFileName(path), path)));
        files.AddRange(stored.Except(lost).Select(name => (Attachments + name, Path.Combine(attachments, name))));
        var manifest = new BackupManifest(BackupManifest.ThisForm, key.Log, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), schema, rows, log.Size, log.Root,
            [.. files.Select(f => new BackupFile(f.Name, new FileInfo(f.Path).Length, Sha256(f.Path)))])
        {
            Lost = lost,
        };
        Pack(manifest, files, key, to + ".part");
        KeptFile.Move(to + ".part", to, overwrite: true);
        return manifest;
    }

    /// <summary>Attachments are written before their row and removed after it: one that is missing may have been removed meanwhile, and then the next copy has no row for it. Gives back what is lost all the same.</summary>
    private static IReadOnlyList<string> Copy(string database, string copy, string attachments)
    {
        IReadOnlyList<string> lost = [];
        for (var n = 0; n < Tries; n++)
        {
            File.Delete(copy);
            using (var from = BackupContent.Open(database, SqliteOpenMode.ReadWrite))
            using (var target = BackupContent.Open(copy, SqliteOpenMode.ReadWriteCreate))
                from.BackupDatabase(target);
            using var read = BackupContent.Open(copy);
            lost = [.. BackupContent.AttachmentsOf(read).Where(stored => !File.Exists(Path.Combine(attachments, stored)))];
            if (lost is [])
                break;
        }
        return lost;
    }

    private static void Pack(BackupManifest manifest, IReadOnlyList<(string Name, string Path)> files, AuditKey key, string to)
    {
        using var file = new FileStream(to, FileMode.Create, FileAccess.ReadWrite);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var said = manifest.Write();
            Add(zip, BackupManifest.Name, new MemoryStream(said));
            Add(zip, BackupManifest.SignatureName, new MemoryStream(System.Text.Encoding.ASCII.GetBytes(BackupManifest.Signed(said, key))));
            foreach (var (name, path) in files)
                using (var content = File.OpenRead(path))
                    Add(zip, name, content);
        }
    }

    private static void Add(ZipArchive zip, string name, Stream content)
    {
        using var target = zip.CreateEntry(name, name.StartsWith(Attachments, StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();   // what is sealed cannot be made smaller
        content.CopyTo(target);
    }

    internal static string Sha256(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private sealed class WorkFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("genomlys-backup-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.Data.Sqlite;

namespace Genomlys.Shared.Backup;

/// <summary>
/// Writes a backup while the program runs: the database through SQLite's own backup, never as a copy of its file, with the key ring as it is sealed on disk. The master key is not in it.
/// What was written is read again before it is called a backup.
/// </summary>
internal static class BackupWriter
{
    public const string Database = "genomlys.db", Keys = "keys/";

    /// <summary>Gives back what the backup holds. Written beside the target first: a failure leaves no half backup.</summary>
    public static BackupManifest Write(string database, string? keyFolder, AuditKey key, DateTimeOffset now, string to)
    {
        var work = Directory.CreateTempSubdirectory("genomlys-backup-").FullName;
        try
        {
            var copy = Path.Combine(work, Database);
            using (var from = BackupContent.Open(database, SqliteOpenMode.ReadWrite))
            using (var target = BackupContent.Open(copy, SqliteOpenMode.ReadWriteCreate))
                from.BackupDatabase(target);
            List<(string Name, string Path)> files = [(Database, copy)];
            foreach (var path in (keyFolder is null ? [] : Directory.GetFiles(keyFolder, "key-*.xml")).Order(StringComparer.Ordinal))
                files.Add((Keys + Path.GetFileName(path), path));
            BackupManifest manifest;
            using (var read = BackupContent.Open(copy))
            {
                var (size, root) = BackupContent.LogOf(read);
                manifest = new(BackupManifest.ThisForm, key.Log, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), BackupContent.SchemaOf(read), BackupContent.RowsOf(read), size, root,
                    [.. files.Select(f => new BackupFile(f.Name, new FileInfo(f.Path).Length, Sha256(f.Path)))]);
            }
            Pack(manifest, files, key, to + ".part");
            KeptFile.Move(to + ".part", to, overwrite: true);
            return manifest;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
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
        using var target = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        content.CopyTo(target);
    }

    internal static string Sha256(string path)
    {
        using var content = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}

using System.IO.Compression;
using System.Text;
using Genomlys.Shared.Attachments;
using Genomlys.Shared.Audit;
using Microsoft.Data.Sqlite;

namespace Genomlys.Shared.Backup;

/// <summary>What came of trying a backup: the folder it was unpacked in, or the text key of why it is refused.</summary>
internal sealed record BackupTried(BackupManifest? Manifest, string Refused = "", string What = "");

/// <summary>Unpacks a backup in a folder of its own and holds it against its manifest, before anything that lives is touched.</summary>
internal static class BackupReader
{
    private const int MostManifest = 64 << 20, MostFiles = 250_000;

    public static BackupTried Unpack(string backup, AuditKey key, IReadOnlyCollection<string> schemas, string into)
    {
        try
        {
            using var zip = ZipFile.OpenRead(backup);
            if (Read(zip, BackupManifest.Name) is not { } said || BackupManifest.Read(said) is not { } manifest)
                return new(null, "Backup.NoManifest");
            if (manifest.Log != key.Log)
                return new(null, "Backup.OtherKey");
            if (Read(zip, BackupManifest.SignatureName) is not { } signature || !BackupManifest.IsSigned(said, Encoding.ASCII.GetString(signature), key))
                return new(null, "Backup.NotSigned");
            if (!schemas.Contains(manifest.Schema))
                return new(null, "Backup.OtherSchema", manifest.Schema);
            var names = manifest.Files.Select(f => f.Name).Append(BackupManifest.Name).Append(BackupManifest.SignatureName).ToList();
            if (names.Count > MostFiles || !zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)))
                return new(null, "Backup.OtherFiles");
            foreach (var file in manifest.Files)
                if (file.Name != BackupWriter.Database && !IsIn(PostgresTables.Folder, file.Name) && !IsIn(BackupWriter.Keys, file.Name) && !(IsIn(BackupWriter.Attachments, file.Name) && AttachmentFiles.IsName(file.Name[BackupWriter.Attachments.Length..])))
                    return new(null, "Backup.BadName", file.Name);
                else if (!Extract(zip.GetEntry(file.Name)!, file, Path.Combine(into, file.Name)))
                    return new(null, "Backup.Damaged", file.Name);
            return manifest.IsOfServer ? new(manifest) : Tried(manifest, Path.Combine(into, BackupWriter.Database));
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or SqliteException)
        {
            return new(null, "Backup.Unreadable");
        }
    }

    private static bool IsIn(string folder, string name) => name.StartsWith(folder, StringComparison.Ordinal) && Path.GetFileName(name) == name[folder.Length..];

    private static BackupTried Tried(BackupManifest manifest, string database)
    {
        using var read = BackupContent.Open(database);
        if (!BackupContent.IsWhole(read))
            return new(null, "Backup.NotWhole");
        var rows = BackupContent.RowsOf(read);
        if (rows.Count != manifest.Rows.Count || rows.Any(r => manifest.Rows.GetValueOrDefault(r.Key, -1) != r.Value))
            return new(null, "Backup.OtherRows");
        if (!BackupContent.AttachmentsOf(read).Except(manifest.Lost).ToHashSet().SetEquals(manifest.Attachments))
            return new(null, "Backup.OtherAttachments");
        return BackupContent.LogOf(read) == (manifest.LogSize, manifest.LogRoot) && BackupContent.SchemaOf(read) == manifest.Schema ? new(manifest) : new(null, "Backup.OtherLog");
    }

    private static byte[]? Read(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { Length: <= MostManifest } entry)
            return null;
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static bool Extract(ZipArchiveEntry entry, BackupFile file, string to)
    {
        if (entry.Length != file.Size)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        entry.ExtractToFile(to);
        return BackupWriter.Sha256(to) == file.Sha256;
    }
}

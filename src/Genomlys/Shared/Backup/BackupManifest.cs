using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Genomlys.Shared.Audit;

namespace Genomlys.Shared.Backup;

/// <summary>A file of a backup, and what it must be.</summary>
internal sealed record BackupFile(string Name, long Size, string Sha256);

/// <summary>What a backup holds: its files, how many rows each table has, how far the audit log had come. Signed with the key of the log, which follows from the master key.</summary>
internal sealed record BackupManifest(string Form, string Log, string At, string Schema, IReadOnlyDictionary<string, long> Rows, long LogSize, string LogRoot, IReadOnlyList<BackupFile> Files)
{
    /// <summary>Attachments that have a row and were not on the disk when the backup was taken.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    public const string Name = "manifest.json", SignatureName = "manifest.sig", ThisForm = "genomlys-backup-1";

    /// <summary>Of PostgreSQL: table by table, and not one file.</summary>
    [JsonIgnore]
    public bool IsOfServer => Files.Any(f => f.Name.StartsWith(PostgresTables.Folder, StringComparison.Ordinal));

    /// <summary>The attachments among its files, by the names they have on disk.</summary>
    [JsonIgnore]
    public IEnumerable<string> Attachments => Files.Where(f => f.Name.StartsWith(BackupWriter.Attachments, StringComparison.Ordinal)).Select(f => f.Name[BackupWriter.Attachments.Length..]);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);

    /// <summary>Null when it is none.</summary>
    public static BackupManifest? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(bytes, JsonSerializerOptions.Web) is { Form: ThisForm, Log: not null, Schema: not null, Rows: not null, LogRoot: not null, Files: not null, Lost: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Signed(byte[] manifest, AuditKey key) => Convert.ToBase64String(key.Sign(Encoding.UTF8.GetString(manifest)));

    public static bool IsSigned(byte[] manifest, string signature, AuditKey key) => AuditKey.IsSignedBy(key.PublicKey, Encoding.UTF8.GetString(manifest), signature);
}

using Genomlys.Shared.Audit;

namespace Genomlys.Shared.Imports;

/// <summary>A file that waits for its preview to be confirmed; gone after a day.</summary>
[NotAudited("waits for its preview to be confirmed")]
public sealed class ImportUpload
{
    public required Id<ImportUpload> Id { get; init; }
    public required string FileName { get; init; }
    public required long Size { get; init; }
    public required string Owner { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A piece of the file, so that it never lies in memory whole.</summary>
[NotAudited("waits for its preview to be confirmed")]
public sealed class ImportUploadPart
{
    public const int MostBytes = 256 << 10;
    public required Id<ImportUpload> UploadId { get; init; }
    public required int Number { get; init; }
    public required byte[] Bytes { get; init; }
}

using System.Security.Cryptography;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Attachments;

/// <summary>A content on its way in: sealed and hashed as it comes. What is not kept is gone when it is let go of.</summary>
public sealed class IncomingFile : IAsyncDisposable
{
    private readonly AttachmentFiles files;
    private readonly FileStream file;
    private readonly SealingStream target;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly DateTimeOffset at;
    private bool isKept;

    internal IncomingFile(AttachmentFiles files, FileSealing sealing, string stored, DateTimeOffset at)
    {
        (this.files, this.at, Stored) = (files, at, stored);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new FileStream(Part, options);
        target = sealing.Seal(file, AttachmentFiles.Place(stored));
    }

    public string Stored { get; }
    public long Size { get; private set; }
    public string Sha256 { get; private set; } = "";

    private string Part => files.PathOf(Stored) + AttachmentFiles.Unfinished;

    /// <summary>What is really read counts, not what the sender says of it. False when it is more than may be.</summary>
    public async Task<bool> TakeAsync(Stream content, long most, CancellationToken stop)
    {
        var buffer = new byte[FileSealing.Piece];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            if ((Size += read) > most)
                return false;
            hash.AppendData(buffer, 0, read);
            target.Write(buffer.AsSpan(0, read));
        }
        target.Complete();
        await file.FlushAsync(stop);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return true;
    }

    /// <summary>Looks into what has been taken, before it is kept.</summary>
    public T Look<T>(Func<Stream, T> look)
    {
        using var content = files.Opened(Part, Stored);
        return look(content);
    }

    /// <summary>On the disk, and only then by its name.</summary>
    public void Keep()
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
        File.SetLastWriteTimeUtc(Part, at.UtcDateTime);
        File.Move(Part, files.PathOf(Stored));
        isKept = true;
    }

    public async ValueTask DisposeAsync()
    {
        await target.DisposeAsync();
        await file.DisposeAsync();
        hash.Dispose();
        if (!isKept)
            File.Delete(Part);
    }
}

using System.Security.Cryptography;
using Genomlys.Shared.Data;

namespace Genomlys.Shared.Attachments;

/// <summary>
/// Where the contents of attachments lie: sealed, each under a name drawn by lot, in a folder of their own that no web server looks in. What is being written ends in <c>.part</c>;
/// what is whole has been brought to the disk before it gets its name.
/// </summary>
public sealed class AttachmentFiles(IConfiguration configuration, FileSealing sealing, TimeProvider clock)
{
    private const int NameBytes = 16;
    internal const string Unfinished = ".part";

    public string Folder { get; } = Keys.AttachmentFolder(configuration);

    /// <summary>Takes a content, which has a name once it is kept.</summary>
    public IncomingFile Begin()
    {
        Make(Folder);
        return new IncomingFile(this, sealing, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)), clock.GetUtcNow());
    }

    /// <summary>The content as it was sent; an <see cref="IOException"/> when it is not there or not whole.</summary>
    public Stream Open(string stored) => Opened(PathOf(stored), stored);

    public void Remove(string stored) => File.Delete(PathOf(stored));

    /// <summary>What was laid there before an instant, finished or not.</summary>
    public IEnumerable<string> Before(DateTimeOffset instant) => !Directory.Exists(Folder) ? []
        : Directory.EnumerateFiles(Folder).Where(path => IsOurs(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < instant.UtcDateTime).Select(path => Path.GetFileName(path)!);

    /// <summary>How much of the disk is free, in per cent.</summary>
    public double FreePercent
    {
        get
        {
            Make(Folder);
            var disk = new DriveInfo(Folder);
            return 100.0 * disk.AvailableFreeSpace / disk.TotalSize;
        }
    }

    internal static string Place(string stored) => $"attachment {stored}";

    internal static bool IsName(string stored) => stored.Length is 2 * NameBytes && stored.All(char.IsAsciiHexDigitLower);

    internal string PathOf(string stored) => IsName(stored) ? Path.Combine(Folder, stored) : throw new DamagedException();

    internal Stream Opened(string path, string stored)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return sealing.Open(file, Place(stored));
        }
        catch (DamagedException)
        {
            file.Dispose();
            throw;
        }
    }

    internal void Discard(string name) => File.Delete(Path.Combine(Folder, name));

    private static bool IsOurs(string name) => IsName(name) || (name.EndsWith(Unfinished, StringComparison.Ordinal) && IsName(name[..^Unfinished.Length]));

    /// <summary>For the program's own user alone.</summary>
    internal static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

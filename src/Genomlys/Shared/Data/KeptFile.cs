using System.Text;

namespace Genomlys.Shared.Data;

/// <summary>A file that is there whole or not at all, and still there when the power is cut: what it says is forced to the disk before it is put in its place, its name after.</summary>
internal static class KeptFile
{
    /// <summary>A new one, which only the program's own user may read.</summary>
    public static void Write(string path, string text)
    {
        var (made, options) = (path + "." + Path.GetRandomFileName(), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(made, options))
                file.Write(Encoding.UTF8.GetBytes(text));
            Move(made, path);
        }
        finally
        {
            File.Delete(made);
        }
    }

    public static void Move(string made, string path, bool overwrite = false)
    {
        Sync(made);
        File.Move(made, path, overwrite);
        Sync(path);
    }

    private static void Sync(string path)
    {
        using var file = File.OpenHandle(path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }
}

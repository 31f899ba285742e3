namespace Genomlys.Tests.Architecture;

/// <summary>The checkout the tests were built from.</summary>
public static class Repository
{
    public static readonly string Root = Find();

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files we wrote below a folder, as path from the root and text.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] extensions) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where extensions.Contains(Path.GetExtension(file)) && !path.Split('/').Any(step => step is "bin" or "obj" or "node_modules" or "lib" or "Migrations")
        orderby path
        select (path, File.ReadAllText(file));

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Genomlys.slnx")))
            at = at.Parent;
        return at!.FullName;
    }
}

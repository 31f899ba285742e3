namespace Genomlys.Browser.Tests;

/// <summary>Where things lie when the tests run from their own build.</summary>
public static class Repository
{
    public static readonly string Root = FindRoot();
    public static readonly string Sample = Path.Combine(Root, "samples/lindby-2025");

    /// <summary>The program built in the same configuration as the tests.</summary>
    public static readonly string Program =
        Path.Combine(Root, "src/Genomlys/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name, "Genomlys.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Genomlys.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not lie within the repository.");
    }
}

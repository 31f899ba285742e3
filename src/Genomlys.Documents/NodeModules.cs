namespace Genomlys.Documents;

/// <summary>The folder that `npm ci` filled: the PDF compiler and the fonts lie there.</summary>
internal static class NodeModules
{
    public const string Compiler = "@myriaddreamin/typst-ts-node-compiler";

    /// <summary>The nearest one above the program.</summary>
    public static string Nearest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "node_modules", Compiler)))
                return Path.Combine(folder.FullName, "node_modules");
        return Path.Combine(AppContext.BaseDirectory, "node_modules");
    }

    public static string Inter(string modules) => Path.Combine(modules, "@expo-google-fonts", "inter");
}

namespace Genomlys.Documents.Typst;

/// <summary>Where the PDF worker's parts lie, and how much it may take.</summary>
public sealed record TypstOptions
{
    /// <summary>worker.mjs and report.typ; beside the program unless told.</summary>
    public string Folder { get; init; } = Path.Combine(AppContext.BaseDirectory, "Typst", "worker");

    /// <summary>The node_modules folder that `npm ci` filled; the nearest one above the program unless told.</summary>
    public string ModulesFolder { get; init; } = NodeModules.Nearest();

    /// <summary>The folders of fonts, and no others are used: the bytes do not depend on the machine. Inter from ModulesFolder unless told.</summary>
    public IReadOnlyList<string> Fonts { get => field ?? [NodeModules.Inter(ModulesFolder)]; init; }

    public string Node { get; init; } = "node";
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);
    public long MemoryLimit { get; init; } = 700L << 20;

    /// <summary>A worker that has grown to this is replaced between two documents.</summary>
    public long RecycleAt { get; init; } = 450L << 20;

    /// <summary>Why no PDF can be made here, or nothing.</summary>
    public PdfUnavailableException? Missing() =>
        !Executables(Node).Any(File.Exists) ? new("Pdf.NoNode", Node)
        : !File.Exists(Path.Combine(Folder, "worker.mjs")) ? new("Pdf.NoWorker", Folder)
        : !Directory.Exists(Path.Combine(ModulesFolder, NodeModules.Compiler)) ? new("Pdf.NoPackages", ModulesFolder)
        : Fonts.FirstOrDefault(f => !Directory.Exists(f)) is { } absent ? new("Pdf.NoFonts", absent)
        : null;

    private static IEnumerable<string> Executables(string command)
    {
        if (Path.IsPathRooted(command))
            return [command];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(f => (string[])[Path.Combine(f, command), Path.Combine(f, command + ".exe")]);
    }
}

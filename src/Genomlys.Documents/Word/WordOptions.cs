namespace Genomlys.Documents.Word;

public sealed record WordOptions
{
    /// <summary>Where Inter lies, to be embedded; without it the document names Inter and takes what the reader has.</summary>
    public string FontsFolder { get; init; } = NodeModules.Inter(NodeModules.Nearest());

    /// <summary>The authority's own styles; with them no font is embedded.</summary>
    public WordTemplate? Template { get; init; }
}

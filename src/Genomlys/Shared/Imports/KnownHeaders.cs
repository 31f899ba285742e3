namespace Genomlys.Shared.Imports;

/// <summary>The headers by which a known file is recognised stand with its other words, <c>Importer.key.Headers = Id; Process</c>.</summary>
public static class KnownHeaders
{
    extension(Words words)
    {
        public IReadOnlyList<string> Headers(string importer) =>
            words.Names($"Importer.{importer}.Headers") is [var said, ..] ? said.Split(';', StringSplitOptions.TrimEntries) : [];
    }
}

using DiffPlex;
using DiffPlex.Model;

namespace Genomlys.Review.Writing;

/// <summary>A text cut where its author cuts it: at empty lines. How many they are does not matter.</summary>
internal static class Paragraphs
{
    private static readonly IChunker Whole = new ByParagraph();

    public static IReadOnlyList<string> Of(string markdown)
    {
        var (paragraphs, lines) = (new List<string>(), new List<string>());
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n').Append(""))
            if (!string.IsNullOrWhiteSpace(line))
                lines.Add(line.TrimEnd());
            else if (lines is [_, ..])
            {
                paragraphs.Add(string.Join('\n', lines));
                lines.Clear();
            }
        return paragraphs;
    }

    public static string Join(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs);

    /// <summary>Where one text differs from another, paragraph by paragraph.</summary>
    public static DiffResult Changes(string before, string after) => Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Whole);

    private sealed class ByParagraph : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => Of(text);
    }
}

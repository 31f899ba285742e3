using DiffPlex;
using DiffPlex.Chunkers;

namespace Genomlys.Review.Writing;

public enum ChangeKind { Same, Removed, Added }

/// <summary>Words that follow each other and have had the same fate.</summary>
public sealed record Run(ChangeKind Kind, string Text);

/// <summary>A paragraph as it was, as it became, or both in one.</summary>
public sealed record Passage(IReadOnlyList<Run> Runs)
{
    public bool IsSame => Runs.All(r => r.Kind is ChangeKind.Same);
}

/// <summary>How a text differs from an earlier one: paragraphs first, then the words within those that were changed.</summary>
public sealed record Difference(IReadOnlyList<Passage> Passages)
{
    private static readonly IChunker Words = new DelimiterChunker([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"']);

    public bool IsNone => Passages.All(p => p.IsSame);

    public static Difference Of(string before, string after)
    {
        var (differs, passages, at) = (Paragraphs.Changes(before, after), new List<Passage>(), 0);
        foreach (var block in differs.DiffBlocks)
        {
            passages.AddRange(differs.PiecesOld.Take(block.DeleteStartA).Skip(at).Select(p => Whole(ChangeKind.Same, p)));
            var removed = differs.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA).ToList();
            var added = differs.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB).ToList();
            var paired = Math.Min(removed.Count, added.Count);
            passages.AddRange(removed.Zip(added, (was, became) => new Passage(Within(was, became))));
            passages.AddRange(removed.Skip(paired).Select(p => Whole(ChangeKind.Removed, p)));
            passages.AddRange(added.Skip(paired).Select(p => Whole(ChangeKind.Added, p)));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        passages.AddRange(differs.PiecesOld.Skip(at).Select(p => Whole(ChangeKind.Same, p)));
        return new(passages);
    }

    private static Passage Whole(ChangeKind kind, string paragraph) => new([new Run(kind, paragraph)]);

    private static IReadOnlyList<Run> Within(string was, string became)
    {
        var (differs, runs, at) = (Differ.Instance.CreateDiffs(was, became, ignoreWhiteSpace: false, ignoreCase: false, Words), new List<Run>(), 0);
        foreach (var block in differs.DiffBlocks)
        {
            Add(ChangeKind.Same, differs.PiecesOld.Take(block.DeleteStartA).Skip(at));
            Add(ChangeKind.Removed, differs.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            Add(ChangeKind.Added, differs.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Add(ChangeKind.Same, differs.PiecesOld.Skip(at));
        return runs;

        void Add(ChangeKind kind, IEnumerable<string> pieces)
        {
            if (string.Concat(pieces) is { Length: > 0 } text)
                runs.Add(new Run(kind, text));
        }
    }
}

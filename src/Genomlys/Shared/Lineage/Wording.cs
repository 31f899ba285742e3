namespace Genomlys.Shared.Lineage;

/// <summary>Words that stand in both texts, only in the later, or only in the earlier.</summary>
public enum Change { Same, Added, Removed }

/// <summary>A run of words and what became of it.</summary>
public readonly record struct Passage(Change Change, string Text);

/// <summary>The difference between two wordings, word by word.</summary>
public static class Wording
{
    private const int MostWords = 2000;   // beyond that the texts are told whole

    public static IReadOnlyList<Passage> Difference(string before, string after)
    {
        var (old, now) = (WordsOf(before), WordsOf(after));
        if (old.Length > MostWords || now.Length > MostWords)
            return before == after ? [new(Change.Same, after)] : [new(Change.Removed, before), new(Change.Added, after)];
        return [.. Runs(Steps(old, now, Common(old, now)))];
    }

    /// <summary>How many words two texts have in common, in order, from each place on.</summary>
    private static int[,] Common(string[] old, string[] now)
    {
        var length = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                length[i, j] = old[i] == now[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        return length;
    }

    private static IEnumerable<Passage> Steps(string[] old, string[] now, int[,] common)
    {
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                yield return new(Change.Same, now[j++]);
                i++;
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
                yield return new(Change.Removed, old[i++]);
            else
                yield return new(Change.Added, now[j++]);
    }

    private static IEnumerable<Passage> Runs(IEnumerable<Passage> steps)
    {
        Passage? run = null;
        foreach (var step in steps)
            if (run is { } going && going.Change == step.Change)
                run = going with { Text = $"{going.Text} {step.Text}" };
            else
            {
                if (run is { } ended)
                    yield return ended;
                run = step;
            }
        if (run is { } last)
            yield return last;
    }

    private static string[] WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

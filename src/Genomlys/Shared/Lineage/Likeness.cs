using System.Globalization;

namespace Genomlys.Shared.Lineage;

/// <summary>How alike two records are by their words, from 0 to 1. Forms of a word are one word when they begin alike, as Swedish bends and joins words at their ends.</summary>
public sealed class Likeness(LikenessRule rule)
{
    private readonly HashSet<string> fillers = [.. rule.Fillers.Select(Fold)];

    public double Of((string Name, string? Text) one, (string Name, string? Text) other)
    {
        var names = Of(one.Name, other.Name);
        return one.Text is { Length: > 0 } text && other.Text is { Length: > 0 } beside
            ? Math.Max(names, (rule.NameWeight * names) + ((1 - rule.NameWeight) * Of(text, beside)))   // a new text under the old name takes nothing from it
            : names;
    }

    public double Of(string one, string other)
    {
        var (a, b) = (WordsOf(one), WordsOf(other));
        return a.Count + b.Count is 0 ? 0 : (a.Sum(w => Best(w, b)) + b.Sum(w => Best(w, a))) / (a.Count + b.Count);
    }

    private double Best(string word, IReadOnlyCollection<string> among) => among.Select(w => Same(word, w)).DefaultIfEmpty(0).Max();

    private double Same(string one, string other)
    {
        if (one == other)
            return 1;
        var shared = one.AsSpan().CommonPrefixLength(other);
        var part = (double)shared / Math.Max(one.Length, other.Length);
        return shared >= rule.LeastShared && part >= rule.LeastOfWord ? part : 0;
    }

    private HashSet<string> WordsOf(string text) =>
        [.. new string([.. Fold(text).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !fillers.Contains(w))];

    private static string Fold(string text) => text.Normalize().ToLower(CultureInfo.InvariantCulture);
}

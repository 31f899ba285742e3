namespace Genomlys.Shared.Lineage;

/// <summary>A record as its lineage sees it. An older one was there before any year that is known.</summary>
public readonly record struct Kin<K>(K Key, int Year, bool IsOlder = false);

/// <summary>Which records are one thing over the years. What it says depends on the links alone, not on the order in which they were made.</summary>
public sealed class Pedigree<K> where K : notnull
{
    private readonly Dictionary<K, Kin<K>> known;
    private readonly ILookup<K, K> earlier, later;

    /// <summary>A link to something unknown, or to something that is not of an earlier year, says nothing: so there are no circles.</summary>
    public Pedigree(IEnumerable<Kin<K>> records, IEnumerable<(K Later, K Earlier)> links)
    {
        known = records.ToDictionary(r => r.Key);
        var sound = links.Distinct().Where(l => known.TryGetValue(l.Later, out var one) && known.TryGetValue(l.Earlier, out var other) && other.Year < one.Year).ToList();
        (earlier, later) = (sound.ToLookup(l => l.Later, l => l.Earlier), sound.ToLookup(l => l.Earlier, l => l.Later));
    }

    /// <summary>The text key of why one may not follow the other; null when it may.</summary>
    public static string? Against(Kin<K> one, Kin<K> before) =>
        one.Key.Equals(before.Key) ? "FollowsItself"
        : before.Year >= one.Year ? "FollowsLater"
        : null;

    public IEnumerable<K> Parents(K key) => earlier[key];

    /// <summary>It and all it comes from.</summary>
    public IReadOnlySet<K> Ancestors(K key) => Reach(key, k => earlier[k]);

    /// <summary>All that are one thing with it.</summary>
    public IReadOnlySet<K> Family(K key) => Reach(key, k => earlier[k].Concat(later[k]));

    /// <summary>The first year of any ancestor; null when one of the first is older than what is known.</summary>
    public int? Since(K key)
    {
        var ancestors = Ancestors(key);
        return ancestors.Any(a => known[a].IsOlder && !earlier[a].Any()) ? null : ancestors.Min(a => known[a].Year);
    }

    /// <summary>The next year in which it comes back; null when it does not.</summary>
    public int? ContinuedIn(K key) => later[key].Select(k => (int?)known[k].Year).Min();

    private static HashSet<K> Reach(K start, Func<K, IEnumerable<K>> next)
    {
        var (found, open) = (new HashSet<K> { start }, new Stack<K>([start]));
        while (open.TryPop(out var key))
            foreach (var neighbour in next(key).Where(found.Add))
                open.Push(neighbour);
        return found;
    }
}

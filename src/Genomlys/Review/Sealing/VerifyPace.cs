using System.Collections.Concurrent;

namespace Genomlys.Review.Sealing;

/// <summary>
/// How often anyone may ask whether a file or a code is known: so many times a minute from an address, and so many in all. In memory: whoever has not signed in writes nothing into the database.
/// </summary>
public sealed class VerifyPace
{
    public const int MostFrom = 30, MostInAll = 3000;

    private readonly Lock turning = new();
    private ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
    private long minute;
    private int all;

    /// <summary>Counts one more, and says whether it may be answered.</summary>
    public bool MayAsk(string from, DateTimeOffset now)
    {
        var at = now.UtcTicks / TimeSpan.TicksPerMinute;
        lock (turning)
            if (at != minute)
                (minute, all, asked) = (at, 0, new(StringComparer.Ordinal));
        return Interlocked.Increment(ref all) <= MostInAll && asked.AddOrUpdate(from, 1, (_, count) => count + 1) <= MostFrom;
    }
}

using System.Collections.Concurrent;
using Genomlys.Shared;

namespace Genomlys.Accounts.Tokens;

/// <summary>How often each token has been used within the minute. Counted in memory: a row a request would cost more than most requests do.</summary>
public sealed class TokenPace
{
    private readonly ConcurrentDictionary<Id<ApiToken>, (long Minute, int Count)> used = [];

    /// <summary>Counts one more, and says how many it makes.</summary>
    public int Count(Id<ApiToken> token, DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        return used.AddOrUpdate(token, static (_, at) => (at, 1), static (_, was, at) => was.Minute == at ? (at, was.Count + 1) : (at, 1), minute).Count;
    }

    /// <summary>Until the minute is over.</summary>
    public static TimeSpan Left(DateTimeOffset now) => TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.UtcTicks % TimeSpan.TicksPerMinute));

    /// <summary>Forgets those that are not in use.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (token, (minute, _)) in used)
            if (minute < now.UtcTicks / TimeSpan.TicksPerMinute)
                used.TryRemove(token, out _);
    }
}

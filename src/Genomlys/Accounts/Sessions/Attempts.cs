using System.Security.Cryptography;
using System.Text;
using Genomlys.Shared.Audit;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Sessions;

/// <summary>How often something was tried within a window of time; the key is hashed, for it may be a name that somebody mistyped.</summary>
[NotAudited("counts guesses for a while; the security log tells of what was refused")]
internal sealed class AttemptCount
{
    public required string Key { get; init; }
    public required long Window { get; init; }
    public required int Count { get; init; }
}

/// <summary>What may be tried how often. An attempt is counted before it is looked at, one after the other, so that a hundred at once count as a hundred.</summary>
public sealed class Attempts(GenomlysDb db, TimeProvider clock)
{
    private static readonly TimeSpan QuarterOfAnHour = TimeSpan.FromMinutes(15), Minute = TimeSpan.FromMinutes(1);

    /// <summary>Passwords and codes for one account: a passkey is not held up by it, so nobody can lock another out.</summary>
    public Task<bool> MayTryAccountAsync(string name, CancellationToken stop) => MayAsync("account " + name, 5, QuarterOfAnHour, stop);

    public Task<bool> MayTryFromAsync(string address, CancellationToken stop) => MayAsync("from " + address, 20, Minute, stop);

    /// <summary>New passwords by mail for one name, whether there is such an account or not.</summary>
    public Task<bool> MayAskResetAsync(string name, CancellationToken stop) => MayAsync("reset " + name, 3, TimeSpan.FromHours(1), stop);

    public Task<bool> MayAskResetFromAsync(string address, CancellationToken stop) => MayAsync("reset from " + address, 20, QuarterOfAnHour, stop);

    public Task<bool> MayAskToVerifyAsync(string name, CancellationToken stop) => MayAsync("verify " + name, 3, TimeSpan.FromHours(1), stop);

    /// <summary>As many refused tokens as are told why and noted, from an address in a minute.</summary>
    public const int RefusedTokens = 20;

    public Task<int> CountRefusedTokenAsync(string address, CancellationToken stop) => CountAsync("token from " + address, Minute, stop);

    /// <summary>He has shown who he is: what he mistyped is forgotten.</summary>
    public Task ForgetAsync(string name, CancellationToken stop)
    {
        var key = Hash("account " + name);
        return db.Attempts.Where(a => a.Key == key).ExecuteDeleteAsync(stop);
    }

    private async Task<bool> MayAsync(string what, int most, TimeSpan within, CancellationToken stop) => await CountAsync(what, within, stop) <= most;

    private async Task<int> CountAsync(string what, TimeSpan within, CancellationToken stop)
    {
        var (key, window) = (Hash(what), clock.GetUtcNow().UtcTicks / within.Ticks);
        await using var act = await db.Database.BeginTransactionAsync(stop);   // whoever counts holds the row until he has read what he counted
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO attempts ("Key", "Window", "Count") VALUES ({key}, {window}, 1)
            ON CONFLICT ("Key") DO UPDATE SET "Count" = CASE WHEN attempts."Window" = {window} THEN attempts."Count" + 1 ELSE 1 END, "Window" = {window}
            """, stop);
        var count = await db.Attempts.Where(a => a.Key == key).Select(a => a.Count).SingleAsync(stop);
        await act.CommitAsync(stop);
        return count;
    }

    private static string Hash(string what) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..40];
}

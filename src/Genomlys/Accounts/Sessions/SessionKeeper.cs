using System.Security.Cryptography;
using Genomlys.Accounts.Federation;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Sessions;

/// <summary>Visits: begun, found by their cookie, ended. A new key at every step, so that none that was known before is good for more.</summary>
public sealed class SessionKeeper(GenomlysDb db, TimeProvider clock)
{
    private const int KeyBytes = 32;

    /// <summary>Over TLS the name itself forbids that another host or path has set it; without TLS we answer this machine only.</summary>
    private static string Cookie(HttpRequest request) => request.IsHttps ? "__Host-genomlys" : "genomlys";

    /// <summary>Whether a request says that it belongs to a visit, alive or not.</summary>
    public static bool IsNamed(HttpRequest request) => request.Cookies.ContainsKey(Cookie(request));

    public async Task<Session> BeginAsync(HttpContext http, Id<Account>? account, SessionStage stage, bool isStrong, string? challenge, CancellationToken stop, string? provided = null)
    {
        await EndAsync(http, stop);
        var (key, now) = (RandomNumberGenerator.GetBytes(KeyBytes), clock.GetUtcNow());
        var session = new Session { KeyHash = HashOf(key), AccountId = account, Stage = stage, StartedAt = now, SeenAt = now, ProvedAt = now, IsStrong = isStrong, Challenge = challenge, Provided = provided };
        db.Add(session);
        await db.SaveChangesAsync(stop);
        http.Response.Cookies.Append(Cookie(http.Request), WebEncoders.Base64UrlEncode(key), Options(http.Request));
        return session;
    }

    /// <summary>The visit the cookie names, if it is alive.</summary>
    public async Task<Session?> FindAsync(HttpContext http, CancellationToken stop)
    {
        if (KeyHashOf(http.Request) is not { } hash)
            return null;
        return await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash, stop) is { } session && session.IsAlive(clock.GetUtcNow()) ? session : null;
    }

    /// <summary>He is still here; noted once a minute at most.</summary>
    public async Task SeeAsync(Session session, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (now - session.SeenAt >= TimeSpan.FromMinutes(1))
            await db.Sessions.Where(s => s.KeyHash == session.KeyHash && s.SeenAt < now).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now), stop);
    }

    public Task ChallengeAsync(Session session, string? challenge, CancellationToken stop) =>
        db.Sessions.Where(s => s.KeyHash == session.KeyHash).ExecuteUpdateAsync(s => s.SetProperty(x => x.Challenge, challenge), stop);

    /// <summary>What the passkey was asked, which is then forgotten: it can be answered once.</summary>
    public async Task<string?> AnsweredAsync(Session session, CancellationToken stop) =>
        session.Challenge is { } asked && await db.Sessions.Where(s => s.KeyHash == session.KeyHash && s.Challenge == asked).ExecuteUpdateAsync(s => s.SetProperty(x => x.Challenge, (string?)null), stop) is 1 ? asked : null;

    public async Task ProveAsync(Session session, bool isStrong, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await db.Sessions.Where(s => s.KeyHash == session.KeyHash).ExecuteUpdateAsync(s => s.SetProperty(x => x.ProvedAt, now).SetProperty(x => x.IsStrong, session.IsStrong || isStrong), stop);
    }

    public async Task EndAsync(HttpContext http, CancellationToken stop)
    {
        if (KeyHashOf(http.Request) is { } hash)
            await db.Sessions.Where(s => s.KeyHash == hash).ExecuteDeleteAsync(stop);
        http.Response.Cookies.Delete(Cookie(http.Request), Options(http.Request));
    }

    /// <summary>Every visit of an account, but perhaps the one that says so.</summary>
    public Task EndAllAsync(Id<Account> account, string? except, CancellationToken stop) => db.Sessions.Where(s => s.AccountId == account && s.KeyHash != except).ExecuteDeleteAsync(stop);

    /// <summary>Removes those that are over.</summary>
    public async Task ForgetAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (idle, begun, old) = (now - Session.Idle, now - Session.Begun, now - Session.Longest);
        await db.Sessions.Where(s => s.SeenAt < idle || s.StartedAt < old || (s.Stage != SessionStage.SignedIn && s.StartedAt < begun)).ExecuteDeleteAsync(stop);
        await db.UsedTokens.Where(t => t.Until < now).ExecuteDeleteAsync(stop);
    }

    private static string? KeyHashOf(HttpRequest request)
    {
        if (request.Cookies[Cookie(request)] is not { Length: > 0 and < 100 } said)
            return null;
        try
        {
            return WebEncoders.Base64UrlDecode(said) is { Length: KeyBytes } key && WebEncoders.Base64UrlEncode(key) == said ? HashOf(key) : null;   // one spelling only
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string HashOf(byte[] key) => Convert.ToHexString(SHA256.HashData(key));

    private static CookieOptions Options(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/" };
}

using System.Text.RegularExpressions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;

namespace Genomlys.Accounts.Log;

/// <summary>Writes what concerns who may do what. The audit log tells it too, as it is saved.</summary>
public sealed class SecurityLog(GenomlysDb db, Viewer viewer, TimeProvider clock, IHttpContextAccessor request)
{
    /// <summary>Saved with the change it tells of, by whoever saves that. Someone who has just shown who he is, and may have been another until now, is said.</summary>
    public void Note(SecurityEventKind kind, Id<Account>? account, string subject = "", string reason = "", Id<Account>? by = null) => db.Add(new SecurityEvent
    {
        Id = Id<SecurityEvent>.New(),
        Kind = kind,
        At = clock.GetUtcNow(),
        ActorId = by ?? (viewer.Account is { } actor ? new Id<Account>(actor) : null),
        AccountId = account,
        From = request.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "",
        Subject = Short(subject),
        Reason = Short(reason),
    });

    /// <summary>By itself, where nothing else is saved.</summary>
    public async Task WriteAsync(SecurityEventKind kind, Id<Account>? account, string subject, string reason, CancellationToken stop)
    {
        db.ChangeTracker.Clear();   // what was refused is not saved along
        Note(kind, account, subject, reason);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The method and the route, and of what stands in its places only what names a record or a year: the rest may be anything that somebody wrote.</summary>
    public static string Asked(HttpContext http) => http.Request.RouteValues.Aggregate($"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}", (route, place) =>
        place.Value is string said && (Guid.TryParse(said, out _) || (said.Length is 4 && int.TryParse(said, out _))) ? Regex.Replace(route, $"\\{{{Regex.Escape(place.Key)}(:[a-z]+)?\\}}", said, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)) : route);

    private static string Short(string text) => text.Length <= 400 ? text : text[..400];
}

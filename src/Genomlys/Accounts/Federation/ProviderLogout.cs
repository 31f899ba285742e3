using System.Text.Json;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Genomlys.Accounts.Federation;

/// <summary>The provider says that someone has signed out, or been shut out (OpenID Connect Back-Channel Logout 1.0): his visits end.</summary>
internal sealed class ProviderLogout(GenomlysDb db, ProviderRules rules, ProviderTokens tokens, ProviderSignIn signIn, SessionKeeper sessions, SecurityLog log, TimeProvider clock)
{
    public const int Longest = 16 * 1024;
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5), Skew = TimeSpan.FromMinutes(1);

    /// <summary>Whether the notice was the provider's and is obeyed; for the first time it is given.</summary>
    public async Task<bool> EndAsync(HttpContext http, string token, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await using var act = await db.Database.BeginTransactionAsync(stop);
        if (await ValidAsync(token, stop) is not { } notice)
        {
            await act.RollbackAsync(stop);
            await signIn.RefuseAsync(http, null, "Provider.Refused", stop, "logout");
            return false;
        }
        var (subject, visit) = (notice.Subject ?? "", Said(notice, "sid"));
        var people = await db.ProviderIdentities.Where(i => i.Issuer == rules.Issuer && i.Subject == subject && subject != "").Select(i => i.AccountId).ToListAsync(stop);
        if (subject is "")
            people = await db.Sessions.Where(s => s.Provided == visit && s.AccountId != null).Select(s => s.AccountId!.Value).Distinct().ToListAsync(stop);
        foreach (var person in people)
        {
            await sessions.EndAllAsync(person, null, stop);
            log.Note(SecurityEventKind.SignedOut, person, "provider");
        }
        await db.SaveChangesAsync(stop);
        await act.CommitAsync(stop);
        return true;
    }

    private async Task<JsonWebToken?> ValidAsync(string token, CancellationToken stop)
    {
        if (token.Length is 0 or > Longest || await tokens.ValidateTokenAsync(token, new TokenValidationParameters()) is not { IsValid: true, SecurityToken: JsonWebToken notice })
            return null;
        var (now, id) = (clock.GetUtcNow(), Said(notice, "jti"));
        var at = new DateTimeOffset(DateTime.SpecifyKind(notice.IssuedAt, DateTimeKind.Utc));
        var isOne = notice.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind is JsonValueKind.Object && events.TryGetProperty(Event, out var said) && said.ValueKind is JsonValueKind.Object;
        return isOne && !notice.TryGetPayloadValue<object>("nonce", out _) && id is not "" && (notice.Subject is { Length: > 0 } || Said(notice, "sid") is not "") && ProvidedPerson.IsUsable(notice.Subject ?? "", ProviderIdentity.LongestSubject) && ProvidedPerson.IsUsable(Said(notice, "sid"), Session.LongestProvided)
            && now - at < Recent && at <= now + Skew
            && await signIn.UseOnceAsync($"logout {id}", now + Recent + Recent, stop) ? notice : null;
    }

    private static string Said(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var said) ? said ?? "" : "";
}

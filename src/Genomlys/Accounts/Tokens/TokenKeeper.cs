using Genomlys.Accounts.Log;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Tokens;

/// <summary>What someone wants a token for.</summary>
public sealed record TokenWish(string Name, IReadOnlyList<Area> Areas, bool Writes, Id<Unit>? Unit, DateOnly? Until, string Networks);

/// <summary>Tokens: made, listed, ended. Each leaves its line in the security log in the same transaction.</summary>
public sealed class TokenKeeper(GenomlysDb db, Viewer viewer, TokenRules rules, SecurityLog log, TimeProvider clock)
{
    /// <summary>A token for the one who asks; its text is told here and nowhere else.</summary>
    public async Task<(Outcome Outcome, string Text)> CreateAsync(Id<Account> owner, TokenWish wish, CancellationToken stop)
    {
        var (name, today) = (wish.Name.Trim(), db.Today);
        if (name is "" || name.Length > ApiToken.LongestName)
            return (Outcome.Refused("TokenNameUnusable"), "");
        if (wish.Areas.Count is 0 || !wish.Areas.All(a => TokenReach.Areas.Contains(a) && viewer.Reads(a)))
            return (Outcome.Refused("TokenAreas"), "");
        if (wish.Unit is { } unit && !await db.Units.AnyAsync(u => u.Id == unit, stop))
            return (Outcome.Refused("NoSuchUnit"), "");
        if (wish.Until is not { } until || until < today || until > today.AddDays(rules.LongestDays))
            return (Outcome.Refused("TokenUntil"), "");
        if (TokenRules.Networks(wish.Networks) is not { Length: <= ApiToken.LongestNetworks } networks)
            return (Outcome.Refused("TokenNetworks"), "");
        if (await db.ApiTokens.CountAsync(t => t.AccountId == owner && t.EndedAt == null && t.Until >= today, stop) >= rules.Most)
            return (Outcome.Refused("TokenTooMany"), "");
        var id = Id<ApiToken>.New();
        var (text, hash, lastFour) = ApiToken.Make(id);
        db.Add(new ApiToken
        {
            Id = id, AccountId = owner, Name = name, Hash = hash, LastFour = lastFour, Areas = string.Join(',', wish.Areas.Distinct()), Rights = wish.Writes ? Rights.Read | Rights.Write : Rights.Read,
            UnitId = wish.Unit, Networks = networks, CreatedAt = clock.GetUtcNow(), Until = until,
        });
        log.Note(SecurityEventKind.TokenCreated, owner, $"{id} {lastFour}", $"{string.Join(' ', wish.Areas.Distinct())} {(wish.Writes ? Rights.Read | Rights.Write : Rights.Read)} {wish.Unit} {until:yyyy-MM-dd}");
        await db.SaveChangesAsync(stop);
        return (Outcome.Done, text);
    }

    public async Task<Outcome> EndAsync(Id<Account> owner, Id<ApiToken> id, CancellationToken stop)
    {
        if (await db.ApiTokens.SingleOrDefaultAsync(t => t.Id == id && t.AccountId == owner, stop) is not { } token)
            return Outcome.Refused("NoSuchToken");
        var outcome = token.End(viewer.Account is { } actor ? new Id<Account>(actor) : null, clock.GetUtcNow());
        if (!outcome.IsDone)
            return outcome;
        log.Note(SecurityEventKind.TokenEnded, owner, $"{id} {token.LastFour}");
        await db.SaveChangesAsync(stop);
        return outcome;
    }

    /// <summary>Those that have not been ended, the newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> OfAsync(Id<Account> owner, CancellationToken stop) =>
        await db.ApiTokens.AsNoTracking().Where(t => t.AccountId == owner && t.EndedAt == null).OrderByDescending(t => t.CreatedAt).ToListAsync(stop);

    /// <summary>It was used; noted once a minute at most.</summary>
    public async Task SeeAsync(ApiToken token, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var before = now - TimeSpan.FromMinutes(1);
        if (token.LastUsedAt is null || token.LastUsedAt <= before)
            await db.ApiTokens.Where(t => t.Id == token.Id && (t.LastUsedAt == null || t.LastUsedAt <= before)).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedAt, now), stop);
    }
}

using System.Security.Cryptography;
using System.Text;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Federation;

/// <summary>From what the provider says to a visit. Whoever it has not named before gets an account that gives no right.</summary>
internal sealed class ProviderSignIn(GenomlysDb db, ProviderRules rules, SigningIn signingIn, SessionKeeper sessions, Attempts attempts, SecurityLog log, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1), Remembered = TimeSpan.FromHours(1);

    /// <summary>Where he goes from here; or why he does not, as a text of ours.</summary>
    public async Task<(string Href, string Problem)> EnterAsync(HttpContext http, ProvidedPerson who, string back, CancellationToken stop)
    {
        if (await ProblemAsync(who, stop) is { } problem)
            return await RefuseAsync(http, null, problem, stop);
        var (account, isNew) = await AccountAsync(who, stop);
        if (account.IsDisabled)
            return await RefuseAsync(http, account.Id, "Provider.Disabled", stop);
        await KeepGroupsAsync(who, stop);
        if (!rules.IsSecondFactor && account.AuthenticatorSeed is not null)
            return await AskForCodeAsync(http, account.Id, who, back, stop);
        var entered = await signingIn.EnterAsync(http, account, rules.IsSecondFactor, "provider", stop, who.Session);
        return (isNew ? "/account?_done=Provider.First" : entered is SignInAnswer.DoneOnce ? "/account" : back, "");
    }

    /// <summary>He shows again who he is, within a visit that goes on: the same person, and just now.</summary>
    public async Task<(string Href, string Problem)> ProveAsync(HttpContext http, ProvidedPerson who, string visit, string back, CancellationToken stop)
    {
        if (await ProblemAsync(who, stop) is { } problem)
            return await RefuseAsync(http, null, problem, stop);
        if (await sessions.FindAsync(http, stop) is not { Stage: SessionStage.SignedIn, AccountId: { } id } session || session.KeyHash != visit)
            return await RefuseAsync(http, null, "Provider.Late", stop);
        var isHe = await db.ProviderIdentities.AnyAsync(i => i.Issuer == rules.Issuer && i.Subject == who.Subject && i.AccountId == id, stop);
        var now = clock.GetUtcNow();
        if (!isHe || who.SignedInAt is not { } at || now - at >= Proof.Fresh || at > now + Skew)
            return await RefuseAsync(http, id, isHe ? "Provider.NotNow" : "Provider.Another", stop);
        if (!rules.IsSecondFactor && await db.Accounts.IgnoreQueryFilters([Register.Scope]).AnyAsync(a => a.Id == id && a.AuthenticatorSeed != null, stop))
            return await AskForCodeAsync(http, id, who, back, stop);
        await sessions.ProveAsync(session, rules.IsSecondFactor, stop);
        return (back, "");
    }

    /// <summary>Half the way: what he knows he has shown there, what he has he shows here.</summary>
    private async Task<(string Href, string Problem)> AskForCodeAsync(HttpContext http, Id<Account> id, ProvidedPerson who, string back, CancellationToken stop)
    {
        await sessions.BeginAsync(http, id, SessionStage.SecondFactor, isStrong: false, null, stop, who.Session);
        return ($"/sign-in?back={Uri.EscapeDataString(back)}", "");
    }

    /// <summary>Noted as often as somebody may try, so that no stranger fills the log.</summary>
    public async Task<(string Href, string Problem)> RefuseAsync(HttpContext http, Id<Account>? account, string problem, CancellationToken stop, string why = "")
    {
        if (await attempts.MayTryFromAsync($"{http.Connection.RemoteIpAddress}", stop))
            await log.WriteAsync(SecurityEventKind.SignInRefused, account, "provider", why is "" ? problem["Provider.".Length..] : why, stop);
        return ("", problem);
    }

    /// <summary>Whether it is used for the first time; a hundred at once are one.</summary>
    public async Task<bool> UseOnceAsync(string token, DateTimeOffset until, CancellationToken stop)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var moment = until.UtcDateTime;
        return await db.Database.ExecuteSqlAsync($"""INSERT INTO used_tokens ("Hash", "Until") VALUES ({hash}, {moment}) ON CONFLICT DO NOTHING""", stop) is 1;
    }

    private async Task<string?> ProblemAsync(ProvidedPerson who, CancellationToken stop) =>
        who.Subject is "" || !ProvidedPerson.IsUsable(who.Subject, ProviderIdentity.LongestSubject) || !ProvidedPerson.IsUsable(who.Session, Session.LongestProvided) ? "Provider.Refused"
        : rules.Acr is [_, ..] && !rules.Acr.Contains(who.Acr) ? "Provider.Acr"
        : !await UseOnceAsync($"nonce {who.Nonce}", clock.GetUtcNow() + Remembered, stop) ? "Provider.Late"
        : null;

    private async Task<(Account Account, bool IsNew)> AccountAsync(ProvidedPerson who, CancellationToken stop)
    {
        for (var number = 1; ; number++)
        {
            if (await KnownAsync(who, stop) is { } known)
                return (known, false);
            var name = NameOf(who, number);
            if (await db.Accounts.IgnoreQueryFilters([Register.Scope]).AnyAsync(a => a.SignInName == name, stop))
                continue;   // somebody else's: a name is no proof
            var now = clock.GetUtcNow();
            var account = new Account { Id = Id<Account>.New(), SignInName = name, Name = who.Name is "" ? name : who.Name, CreatedAt = now };
            db.Add(account);
            db.Add(new ProviderIdentity { Id = Id<ProviderIdentity>.New(), AccountId = account.Id, Issuer = rules.Issuer, Subject = who.Subject, FirstSeenAt = now });
            log.Note(SecurityEventKind.AccountCreated, account.Id, "provider");
            try
            {
                await db.SaveChangesAsync(stop);
                return (account, true);
            }
            catch (DbUpdateException taken) when (Uniqueness.IsBroken(taken))
            {
                db.ChangeTracker.Clear();   // another request was first
            }
        }
    }

    private Task<Account?> KnownAsync(ProvidedPerson who, CancellationToken stop)
    {
        var ids = db.ProviderIdentities.Where(i => i.Issuer == rules.Issuer && i.Subject == who.Subject).Select(i => i.AccountId);
        return db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).SingleOrDefaultAsync(a => ids.Contains(a.Id), stop);
    }

    private static string NameOf(ProvidedPerson who, int number)
    {
        var wished = SigningIn.NameOf(string.Concat(who.SignInName.Where(c => !char.IsWhiteSpace(c))));
        if (wished is "")
            wished = $"person-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who.Subject)))[..10]}";
        return number is 1 ? wished : $"{wished}-{number}";
    }

    private async Task KeepGroupsAsync(ProvidedPerson who, CancellationToken stop)
    {
        var groups = string.Join('\n', who.Groups.Intersect(rules.Roles.Select(r => r.Group), StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (groups.Length <= ProviderIdentity.LongestGroups)
            await db.ProviderIdentities.Where(i => i.Issuer == rules.Issuer && i.Subject == who.Subject && i.Groups != groups).ExecuteUpdateAsync(i => i.SetProperty(x => x.Groups, groups), stop);
    }
}

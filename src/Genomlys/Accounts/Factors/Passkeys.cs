using Genomlys.Accounts.Log;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Factors;

/// <summary>Passkeys: added by who has signed in, answered by who signs in. What is asked is kept with the visit and can be answered once.</summary>
public sealed class Passkeys(GenomlysDb db, IPasskeyHandler<Account> handler, SessionKeeper sessions, SecurityLog log, TimeProvider clock)
{
    /// <summary>What the browser is asked to make a key for; null when the account has as many as it may.</summary>
    public async Task<string?> AskForNewAsync(HttpContext http, Account account, Session session, CancellationToken stop)
    {
        if (await db.Passkeys.CountAsync(p => p.AccountId == account.Id, stop) >= Passkey.Most)
            return null;
        var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.SignInName, DisplayName = account.Name }, http);
        await sessions.ChallengeAsync(session, asked.AttestationState, stop);
        return asked.CreationOptionsJson;
    }

    public async Task<Outcome> AddAsync(HttpContext http, Account account, Session session, string credential, string name, CancellationToken stop)
    {
        if (await sessions.AnsweredAsync(session, stop) is not { } asked || await db.Passkeys.CountAsync(p => p.AccountId == account.Id, stop) >= Passkey.Most)
            return Outcome.Refused("PasskeyRefused");
        var answer = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = asked });
        if (!answer.Succeeded || !answer.Passkey.IsUserVerified || await db.Passkeys.AnyAsync(p => p.CredentialId == answer.Passkey.CredentialId, stop))
            return Outcome.Refused("PasskeyRefused");
        var made = answer.Passkey;
        db.Add(new Passkey
        {
            Id = Id<Passkey>.New(),
            AccountId = account.Id,
            CredentialId = made.CredentialId,
            PublicKey = made.PublicKey,
            Name = name is "" ? $"{clock.GetUtcNow():yyyy-MM-dd}" : name[..Math.Min(name.Length, Passkey.LongestName)],
            CreatedAt = clock.GetUtcNow(),
            SignCount = made.SignCount,
            Transports = string.Join(' ', made.Transports ?? []),
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            AttestationObject = made.AttestationObject,
            ClientData = made.ClientDataJson,
        });
        log.Note(SecurityEventKind.FactorAdded, account.Id, "passkey");
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>The same question to everyone, whether an account has passkeys or not.</summary>
    public async Task<string> AskAsync(HttpContext http, CancellationToken stop)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        await sessions.BeginAsync(http, null, SessionStage.Challenge, isStrong: false, asked.AssertionState, stop);
        return asked.RequestOptionsJson;
    }

    /// <summary>Of one who has signed in, to show again that it is he.</summary>
    public async Task<string> AskAgainAsync(HttpContext http, Account account, Session session, CancellationToken stop)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, http);
        await sessions.ChallengeAsync(session, asked.AssertionState, stop);
        return asked.RequestOptionsJson;
    }

    /// <summary>Whose passkey has answered; null when none has that counts.</summary>
    public async Task<Account?> AnsweredAsync(HttpContext http, Session session, string credential, CancellationToken stop)
    {
        if (await sessions.AnsweredAsync(session, stop) is not { } asked)
            return null;
        var answer = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = asked });
        if (!answer.Succeeded || answer.User.IsDisabled)
            return null;
        await db.Passkeys.Where(p => p.CredentialId == answer.Passkey.CredentialId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.SignCount, (long)answer.Passkey.SignCount).SetProperty(x => x.IsBackedUp, answer.Passkey.IsBackedUp), stop);
        return answer.User;
    }

    public async Task RemoveAsync(Account account, Id<Passkey> id, CancellationToken stop)
    {
        if (await db.Passkeys.SingleOrDefaultAsync(p => p.Id == id && p.AccountId == account.Id, stop) is not { } passkey)
            return;
        db.Remove(passkey);
        log.Note(SecurityEventKind.FactorRemoved, account.Id, "passkey");
        await db.SaveChangesAsync(stop);
    }
}

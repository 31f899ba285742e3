using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Log;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Sessions;

public enum SignInAnswer { Wrong, TooMany, AsksForCode, Done, DoneOnce }

/// <summary>From a name and a password, a code or a passkey to a visit. The answers to a name that is there and one that is not are the same, and take as long.</summary>
public sealed class SigningIn(GenomlysDb db, SessionKeeper sessions, Passwords passwords, Attempts attempts, Passkeys passkeys, Sealing sealing, SecurityLog log, TimeProvider clock)
{
    public async Task<SignInAnswer> WithPasswordAsync(HttpContext http, string signInName, string password, CancellationToken stop)
    {
        var name = NameOf(signInName);
        if (!await MayTryAsync(http, name, stop))
            return SignInAnswer.TooMany;
        var account = await FindAsync(name, stop);
        var isRight = await passwords.IsAsync(account, password, stop);
        if (isRight is null)
            return SignInAnswer.TooMany;
        if (isRight is false || account is null || account.IsDisabled || account.OneTimeUntil < clock.GetUtcNow())
        {
            await log.WriteAsync(SecurityEventKind.SignInRefused, account?.Id, "password", account is null ? "NoSuchName" : account.IsDisabled ? "Disabled" : isRight is true ? "OneTimeOver" : "WrongPassword", stop);
            return SignInAnswer.Wrong;
        }
        if (account.AuthenticatorSeed is null)
            return await EnterAsync(http, account, isStrong: false, "password", stop);
        await sessions.BeginAsync(http, account.Id, SessionStage.SecondFactor, isStrong: false, null, stop);
        return SignInAnswer.AsksForCode;
    }

    /// <summary>The code of an authenticator, or a recovery code in its place; each is good once.</summary>
    public async Task<SignInAnswer> WithCodeAsync(HttpContext http, Session session, string code, CancellationToken stop)
    {
        if (session.AccountId is not { } id || await FindAsync(id, stop) is not { IsDisabled: false } account)
            return SignInAnswer.Wrong;
        if (!await MayTryAsync(http, account.SignInName, stop))
            return SignInAnswer.TooMany;
        if (await UseCodeAsync(account, code, stop))
            return await EnterAsync(http, account, isStrong: true, session.Provided is null ? "password, code" : "provider, code", stop, session.Provided);
        if (await UseRecoveryCodeAsync(account, code, stop))
        {
            log.Note(SecurityEventKind.RecoveryCodeUsed, account.Id, by: account.Id);
            return await EnterAsync(http, account, isStrong: true, session.Provided is null ? "password, recovery code" : "provider, recovery code", stop, session.Provided);
        }
        await log.WriteAsync(SecurityEventKind.CodeRefused, account.Id, "code", "", stop);
        return SignInAnswer.Wrong;
    }

    public async Task<SignInAnswer> WithPasskeyAsync(HttpContext http, Session session, string credential, CancellationToken stop)
    {
        if (await passkeys.AnsweredAsync(http, session, credential, stop) is { } account)
            return await EnterAsync(http, account, isStrong: true, "passkey", stop);
        await log.WriteAsync(SecurityEventKind.SignInRefused, null, "passkey", "", stop);
        return SignInAnswer.Wrong;
    }

    /// <summary>Shows again who he is, within a visit that goes on.</summary>
    public async Task<SignInAnswer> ProveAsync(HttpContext http, Account account, Session session, string password, string code, CancellationToken stop)
    {
        if (!await MayTryAsync(http, account.SignInName, stop))
            return SignInAnswer.TooMany;
        if (await passwords.IsAsync(account, password, stop) is not true || (account.AuthenticatorSeed is not null && !await UseCodeAsync(account, code, stop)))
        {
            await log.WriteAsync(SecurityEventKind.SignInRefused, account.Id, "prove", "", stop);
            return SignInAnswer.Wrong;
        }
        await attempts.ForgetAsync(account.SignInName, stop);
        await sessions.ProveAsync(session, account.AuthenticatorSeed is not null, stop);
        return SignInAnswer.Done;
    }

    /// <summary>A step of time is used by whoever says so first; fifty at once are one.</summary>
    public async Task<bool> UseCodeAsync(Account account, string code, CancellationToken stop) =>
        account.AuthenticatorSeed is { } kept && sealing.Open(kept, SeedPlace(account.Id)) is { } seed && Authenticator.StepOf(seed, code, clock.GetUtcNow()) is { } step
        && await db.Accounts.IgnoreQueryFilters([Register.Scope]).Where(a => a.Id == account.Id && a.AuthenticatorStep < step).ExecuteUpdateAsync(a => a.SetProperty(x => x.AuthenticatorStep, step), stop) is 1;

    public static string SeedPlace(Id<Account> account) => $"accounts.AuthenticatorSeed {account}";

    public static string NameOf(string said) => said.Trim().ToLowerInvariant();

    public async Task<bool> UseRecoveryCodeAsync(Account account, string code, CancellationToken stop)
    {
        var (hash, now) = (RecoveryCode.HashOf(code), clock.GetUtcNow());
        return await db.RecoveryCodes.Where(c => c.AccountId == account.Id && c.Hash == hash && c.UsedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.UsedAt, now), stop) is 1;
    }

    private async Task<bool> MayTryAsync(HttpContext http, string name, CancellationToken stop)
    {
        if (await attempts.MayTryFromAsync($"{http.Connection.RemoteIpAddress}", stop) & await attempts.MayTryAccountAsync(name, stop))   // both are counted
            return true;
        await log.WriteAsync(SecurityEventKind.TooManyAttempts, (await FindAsync(name, stop))?.Id, "", "", stop);
        return false;
    }

    internal async Task<SignInAnswer> EnterAsync(HttpContext http, Account account, bool isStrong, string how, CancellationToken stop, string? provided = null)
    {
        var now = clock.GetUtcNow();
        await attempts.ForgetAsync(account.SignInName, stop);
        log.Note(SecurityEventKind.SignedIn, account.Id, how, by: account.Id);
        await sessions.BeginAsync(http, account.Id, SessionStage.SignedIn, isStrong, null, stop, provided);
        await db.Accounts.IgnoreQueryFilters([Register.Scope]).Where(a => a.Id == account.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastSignInAt, now), stop);
        return account.OneTimeUntil is null ? SignInAnswer.Done : SignInAnswer.DoneOnce;
    }

    private Task<Account?> FindAsync(string name, CancellationToken stop) => db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).SingleOrDefaultAsync(a => a.SignInName == name, stop);
    private Task<Account?> FindAsync(Id<Account> id, CancellationToken stop) => db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).SingleOrDefaultAsync(a => a.Id == id, stop);
}

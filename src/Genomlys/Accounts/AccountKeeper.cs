using Genomlys.Accounts.Factors;
using Genomlys.Accounts.Log;
using Genomlys.Accounts.Reset;
using Genomlys.Accounts.Roles;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts;

/// <summary>
/// What is done to accounts: made, disabled, given roles. Each leaves its line in the security log in the same transaction, and takes effect at the next request.
/// One act at a time, so that two cannot each take away the second last administrator.
/// </summary>
public sealed class AccountKeeper(GenomlysDb db, Viewer viewer, SessionKeeper sessions, Passwords passwords, Attempts attempts, Sealing sealing, SecurityLog log, TimeProvider clock)
{
    private Id<Account>? Actor => viewer.Account is { } id ? new Id<Account>(id) : null;

    /// <summary>A new account with a password that is good once; it is told here and nowhere else.</summary>
    public Task<(Outcome Outcome, Account? Account, string OneTime)> CreateAsync(string signInName, string name, CancellationToken stop) => AloneAsync(async () =>
    {
        var (login, called) = (SigningIn.NameOf(signInName), name.Trim());
        if (login is "" || login.Length > 200 || login.Any(char.IsWhiteSpace))
            return (Outcome.Refused("SignInNameUnusable"), (Account?)null, "");
        if (called is "" || called.Length > 200)
            return (Outcome.Refused("NameUnusable"), null, "");
        if (await Everyone.AnyAsync(a => a.SignInName == login, stop))
            return (Outcome.Refused("SignInNameTaken"), null, "");
        var account = new Account { Id = Id<Account>.New(), SignInName = login, Name = called, CreatedAt = clock.GetUtcNow() };
        var oneTime = OneTime(account);
        db.Add(account);
        log.Note(SecurityEventKind.AccountCreated, account.Id);
        return (Outcome.Done, account, oneTime);
    }, made => made.Item1, stop);

    public Task<Outcome> DisableAsync(Id<Account> id, CancellationToken stop) => WithAsync(id, async account =>
    {
        if (account.Id == Actor)
            return Outcome.Refused("NotOneself");
        if (await IsOneOfTheLastAsync(account.Id, stop))
            return Outcome.Refused("LastAdministrators");
        var outcome = account.Disable(clock.GetUtcNow());
        if (outcome.IsDone)
        {
            log.Note(SecurityEventKind.AccountDisabled, account.Id);
            await sessions.EndAllAsync(account.Id, null, stop);
        }
        return outcome;
    }, stop);

    public Task<Outcome> EnableAsync(Id<Account> id, CancellationToken stop) => WithAsync(id, account =>
    {
        account.Enable();
        log.Note(SecurityEventKind.AccountEnabled, account.Id);
        return Task.FromResult(Outcome.Done);
    }, stop);

    /// <summary>A new password that is good once; the second factor stays. For an administrator's account two administrators must ask.</summary>
    public async Task<(Outcome Outcome, string OneTime)> ResetAsync(Id<Account> id, CancellationToken stop)
    {
        var oneTime = "";
        var outcome = await WithAsync(id, async account =>
        {
            if (await AwaitsAnotherAsync(account, TwoPersonAct.PasswordReset, stop) is { } waits)
                return waits;
            oneTime = OneTime(account);
            log.Note(SecurityEventKind.PasswordReset, account.Id);
            await sessions.EndAllAsync(account.Id, null, stop);
            return Outcome.Done;
        }, stop);
        return (outcome, oneTime);
    }

    /// <summary>A lost device: passkeys, authenticator and recovery codes go, and he sets up new ones when he signs in.</summary>
    public Task<Outcome> RemoveFactorsAsync(Id<Account> id, CancellationToken stop) => WithAsync(id, async account =>
    {
        if (account.Id == Actor)
            return Outcome.Refused("NotOneself");
        if (await AwaitsAnotherAsync(account, TwoPersonAct.FactorsRemoved, stop) is { } waits)
            return waits;
        account.Authenticator(null, account.AuthenticatorStep);
        await db.Passkeys.Where(p => p.AccountId == id).ExecuteDeleteAsync(stop);
        await db.RecoveryCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(stop);
        log.Note(SecurityEventKind.FactorRemoved, account.Id, "all");
        await sessions.EndAllAsync(account.Id, null, stop);
        return Outcome.Done;
    }, stop);

    /// <summary>A password of his own. Every other visit of his ends.</summary>
    public async Task<Outcome> ChangePasswordAsync(Account owner, string old, string wanted, Session session, CancellationToken stop)
    {
        if (!await attempts.MayTryAccountAsync(owner.SignInName, stop))
            return Outcome.Refused("SignIn.TooMany");
        if (await passwords.IsAsync(owner, old, stop) is not true)   // before the others are kept waiting
            return Outcome.Refused("PasswordWrong");
        await attempts.ForgetAsync(owner.SignInName, stop);
        return await ReplacePasswordAsync(owner.Id, owner.PasswordHash, old, wanted, session, stop);
    }

    private Task<Outcome> ReplacePasswordAsync(Id<Account> id, string? known, string old, string wanted, Session session, CancellationToken stop) => WithAsync(id, async account =>
    {
        if (account.PasswordHash != known)
            return Outcome.Refused("PasswordWrong");   // changed meanwhile
        if (old == wanted)
            return Outcome.Refused("PasswordSame");
        var outcome = Passwords.Fits(wanted, account);
        if (!outcome.IsDone)
            return outcome;
        account.Password(passwords.Hash(wanted), oneTimeUntil: null);
        log.Note(SecurityEventKind.PasswordChanged, account.Id);
        await sessions.EndAllAsync(account.Id, session.KeyHash, stop);
        return Outcome.Done;
    }, stop);

    /// <summary>An authenticator that has shown its first code, and the codes that stand in for it when it is lost.</summary>
    public async Task<(Outcome Outcome, IReadOnlyList<string> RecoveryCodes)> SetAuthenticatorAsync(Id<Account> id, string seed, string code, Session session, CancellationToken stop)
    {
        IReadOnlyList<string> codes = [];
        var outcome = await WithAsync(id, async account =>
        {
            if (Authenticator.StepOf(seed, code, clock.GetUtcNow()) is not { } step)
                return Outcome.Refused("CodeWrong");
            account.Authenticator(sealing.Seal(seed, SigningIn.SeedPlace(id)), step);
            codes = await NewCodesAsync(id, stop);
            log.Note(SecurityEventKind.FactorAdded, id, "authenticator");
            await sessions.EndAllAsync(id, session.KeyHash, stop);
            await sessions.ProveAsync(session, isStrong: true, stop);
            return Outcome.Done;
        }, stop);
        return (outcome, codes);
    }

    private async Task<IReadOnlyList<string>> NewCodesAsync(Id<Account> id, CancellationToken stop)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(stop);
        var codes = RecoveryCode.Make();
        db.AddRange(codes.Select(c => new RecoveryCode { Id = Id<RecoveryCode>.New(), AccountId = id, Hash = RecoveryCode.HashOf(c) }));
        return codes;
    }

    // ---- Mail

    /// <summary>A password of his own, chosen with a link that was sent to his verified address. Every visit ends, and so does every other such link; the second factor stays.</summary>
    public Task<Outcome> ResetByMailAsync(MailLink link, string wanted, Action tell, CancellationToken stop) => WithAsync(link.AccountId, async account =>
    {
        if (account.IsDisabled || account.Mail != link.Address || await IsDecidedByTwoAsync(account.Id, stop))
            return Outcome.Refused("ResetLinkOver");
        if (Passwords.Fits(wanted, account) is { IsDone: false } unfit)
            return unfit;
        if (!await UseAsync(link, stop))
            return Outcome.Refused("ResetLinkOver");
        account.Password(passwords.Hash(wanted), oneTimeUntil: null);
        log.Note(SecurityEventKind.PasswordReset, account.Id, "mail");
        tell();
        await sessions.EndAllAsync(account.Id, null, stop);
        await db.MailLinks.Where(l => l.AccountId == account.Id && l.Purpose == MailLinkPurpose.Reset && l.Id != link.Id).ExecuteDeleteAsync(stop);
        await attempts.ForgetAsync(account.SignInName, stop);
        return Outcome.Done;
    }, stop);

    /// <summary>The address a link was sent to, and was followed from. Links to the one before are dead.</summary>
    public Task<Outcome> SetMailAsync(MailLink link, Action<string> tell, CancellationToken stop) => WithAsync(link.AccountId, async account =>
    {
        if (!await UseAsync(link, stop))
            return Outcome.Refused("MailLinkOver");
        if (account.Mail is { } before && before != link.Address)
            tell(before);
        account.ReachedAt(link.Address);
        log.Note(SecurityEventKind.MailAddressChanged, account.Id);
        await db.MailLinks.Where(l => l.AccountId == account.Id && l.Id != link.Id).ExecuteDeleteAsync(stop);
        return Outcome.Done;
    }, stop);

    public Task<Outcome> RemoveMailAsync(Id<Account> id, CancellationToken stop) => WithAsync(id, async account =>
    {
        account.ReachedAt(null);
        log.Note(SecurityEventKind.MailAddressRemoved, id);
        await db.MailLinks.Where(l => l.AccountId == id).ExecuteDeleteAsync(stop);
        return Outcome.Done;
    }, stop);

    /// <summary>Whoever says so first; fifty at once are one.</summary>
    private async Task<bool> UseAsync(MailLink link, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await db.MailLinks.Where(l => l.Id == link.Id && l.UsedAt == null && l.Until > now).ExecuteUpdateAsync(l => l.SetProperty(x => x.UsedAt, now), stop) is 1;
    }

    // ---- Roles

    /// <summary>Gives a role; where one may decide alone it is approved in the same act. At the machine itself no second person is asked for.</summary>
    public Task<Outcome> GiveAsync(RoleAssignment assignment, CancellationToken stop) => WithAsync(assignment.AccountId, async _ =>
    {
        if (assignment.Fits() is { IsDone: false } unfit)
            return unfit;
        if (assignment.UnitId is { } unit && !await db.Units.AnyAsync(u => u.Id == unit, stop))
            return Outcome.Refused("NoSuchUnit");
        db.Add(assignment);
        log.Note(SecurityEventKind.RoleGiven, assignment.AccountId, $"{assignment.Role} {assignment.UnitId}", assignment.Reason);
        return RolePolicy.NeedsTwo(assignment.Role) && assignment.GivenById is not null ? Outcome.Done : Approve(assignment);
    }, stop);

    public Task<Outcome> ApproveAsync(Id<Account> account, Id<RoleAssignment> id, CancellationToken stop) => WithAsync(account, id, assignment => Task.FromResult(Approve(assignment)), stop);

    /// <summary>Ends a role, or declines one that awaits approval.</summary>
    public Task<Outcome> EndAsync(Id<Account> account, Id<RoleAssignment> id, CancellationToken stop) => WithAsync(account, id, async assignment =>
    {
        if (assignment.Role is AccessRole.Administrator && assignment.HoldsOn(db.Today) && await IsOneOfTheLastAsync(assignment.AccountId, stop))
            return Outcome.Refused("LastAdministrators");
        var outcome = assignment.End(Actor, clock.GetUtcNow());
        if (outcome.IsDone)
            log.Note(SecurityEventKind.RoleEnded, assignment.AccountId, $"{assignment.Role} {assignment.UnitId}");
        return outcome;
    }, stop);

    private Outcome Approve(RoleAssignment assignment)
    {
        var outcome = assignment.Approve(Actor, clock.GetUtcNow());
        if (outcome.IsDone)
            log.Note(SecurityEventKind.RoleApproved, assignment.AccountId, $"{assignment.Role} {assignment.UnitId}");
        return outcome;
    }

    /// <summary>Whether taking this administrator away would leave fewer than there must be.</summary>
    private async Task<bool> IsOneOfTheLastAsync(Id<Account> id, CancellationToken stop)
    {
        var administrators = await AdministratorsAsync(stop);
        return administrators.Contains(id) && administrators.Count <= RolePolicy.FewestAdministrators;
    }

    private async Task<IReadOnlySet<Id<Account>>> AdministratorsAsync(CancellationToken stop)
    {
        var today = db.Today;
        var enabled = Everyone.Where(a => a.DisabledAt == null).Select(a => a.Id);
        return await db.RoleAssignments.IgnoreQueryFilters([Register.Scope])
            .Where(a => a.Role == AccessRole.Administrator && a.ApprovedAt != null && a.EndedAt == null && a.From <= today && a.Until >= today && enabled.Contains(a.AccountId))
            .Select(a => a.AccountId).ToHashSetAsync(stop);
    }

    // ---- How it is done

    private IQueryable<Account> Everyone => db.Accounts.IgnoreQueryFilters([Register.Scope]);

    private string OneTime(Account account)
    {
        var made = Passwords.NewOneTime();
        account.Password(passwords.Hash(made), clock.GetUtcNow() + Account.OneTimeLasts);
        return made;
    }

    /// <summary>Whoever could take over the account would have a role that two decide on.</summary>
    public Task<bool> IsDecidedByTwoAsync(Id<Account> id, CancellationToken stop)
    {
        var today = db.Today;
        var byTwo = Enum.GetValues<AccessRole>().Where(RolePolicy.NeedsTwo).ToList();
        return db.RoleAssignments.IgnoreQueryFilters([Register.Scope]).AnyAsync(a => a.AccountId == id && byTwo.Contains(a.Role) && a.ApprovedAt != null && a.EndedAt == null && a.Until >= today, stop);
    }

    /// <summary>For such an account: noted for the first who asks; nothing for the second, who may go on.</summary>
    private async Task<Outcome?> AwaitsAnotherAsync(Account account, TwoPersonAct act, CancellationToken stop)
    {
        if (Actor is not { } actor || !await IsDecidedByTwoAsync(account.Id, stop))
            return null;
        var (now, pending) = (clock.GetUtcNow(), await db.PendingActs.SingleOrDefaultAsync(p => p.AccountId == account.Id && p.Act == act, stop));
        if (pending is not null)
            db.Remove(pending);
        if (pending is not null && pending.AskedById != actor && now - pending.AskedAt < PendingAct.Waits)
            return null;
        if (pending is null)
            db.Add(new PendingAct { AccountId = account.Id, Act = act, AskedById = actor, AskedAt = now });
        return pending is null ? Outcome.Refused("AwaitsAnother") : Outcome.Refused("AskAgain");
    }

    private Task<Outcome> WithAsync(Id<Account> id, Func<Account, Task<Outcome>> act, CancellationToken stop) => AloneAsync(async () =>
        await Everyone.SingleOrDefaultAsync(a => a.Id == id, stop) is { } account ? await act(account) : Outcome.Refused("NoSuchAccount"), outcome => outcome, stop);

    private Task<Outcome> WithAsync(Id<Account> account, Id<RoleAssignment> id, Func<RoleAssignment, Task<Outcome>> act, CancellationToken stop) => AloneAsync(async () =>
        await db.RoleAssignments.SingleOrDefaultAsync(a => a.Id == id && a.AccountId == account, stop) is { } assignment ? await act(assignment) : Outcome.Refused("NoSuchAssignment"), outcome => outcome, stop);

    private async Task<R> AloneAsync<R>(Func<Task<R>> act, Func<R, Outcome> outcomeOf, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (db.Database.ProviderName?.Contains("Npgsql", StringComparison.Ordinal) is true)
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('accounts'))", stop);   // SQLite has one writer anyway
        var result = await act();
        if (outcomeOf(result) is { IsDone: true } or { Problem: "AwaitsAnother" })
        {
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        db.ChangeTracker.Clear();
        return result;
    }
}

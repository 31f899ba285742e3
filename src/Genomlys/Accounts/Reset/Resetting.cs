using Genomlys.Accounts.Log;
using Genomlys.Accounts.Sessions;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Accounts.Reset;

/// <summary>
/// A new password by way of a verified mail address. Whoever asks hears the same whether there is such an account or not, and the program does the same work;
/// a second factor is never touched, and the accounts over which two decide are reset by two.
/// </summary>
public sealed class Resetting(GenomlysDb db, AccountKeeper keeper, Attempts attempts, Outbox outbox, MailSettings settings, SecurityLog log, TimeProvider clock)
{
    private static readonly Words Texts = Words.Of<AccountsModule>();

    public bool IsOn => settings.IsOn;

    /// <summary>False when too much has been asked for from the address.</summary>
    public async Task<bool> AskAsync(string signInName, string from, CancellationToken stop)
    {
        var (name, now) = (SigningIn.NameOf(signInName), clock.GetUtcNow());
        if (!await attempts.MayAskResetFromAsync(from, stop))
        {
            await log.WriteAsync(SecurityEventKind.TooManyAttempts, null, "reset", "", stop);
            return false;
        }
        var isFew = await attempts.MayAskResetAsync(name, stop);
        var account = await db.Accounts.AsNoTracking().IgnoreQueryFilters([Register.Scope]).SingleOrDefaultAsync(a => a.SignInName == name, stop);
        var isByTwo = await keeper.IsDecidedByTwoAsync(account?.Id ?? Id<Account>.New(), stop);
        var id = Id<MailLink>.New();
        var (text, hash) = MailLink.Make(id);
        var mail = isByTwo
            ? outbox.Write(account?.Mail ?? "", Texts["Mail.Reset.Subject"], Letter("Mail.Reset.AskedByTwo", Texts["Mail.Reset.ByTwo"]))
            : outbox.Write(account?.Mail ?? "", Texts["Mail.Reset.Subject"], Letter("Mail.Reset.Asked", $"{settings.Site}/reset/new?link={text}", Texts.Format("Mail.Reset.Lasts", (int)MailLink.ResetLasts.TotalMinutes)), now + MailLink.ResetLasts);
        var why = account is null ? "NoSuchName" : account.IsDisabled ? "Disabled" : account.Mail is null ? "NoAddress" : !isFew ? "TooMany" : isByTwo ? "ByTwo" : "";
        log.Note(SecurityEventKind.PasswordResetAsked, account?.Id, "mail", why);
        if (why is "" or "ByTwo")
            db.Add(mail);
        if (why is "")
            db.Add(new MailLink { Id = id, AccountId = account!.Id, Purpose = MailLinkPurpose.Reset, Address = account.Mail!, Hash = hash, Until = now + MailLink.ResetLasts });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The link a text says, when it is good for what is asked.</summary>
    public async Task<MailLink?> FindAsync(string text, MailLinkPurpose purpose, CancellationToken stop) =>
        MailLink.IdOf(text) is { } id && await db.MailLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, stop) is { } link && link.Is(text, purpose, clock.GetUtcNow()) ? link : null;

    public async Task<Outcome> ResetAsync(string text, string wanted, CancellationToken stop)
    {
        if (await FindAsync(text, MailLinkPurpose.Reset, stop) is not { } link)
        {
            await log.WriteAsync(SecurityEventKind.SignInRefused, null, "reset link", "", stop);
            return Outcome.Refused("ResetLinkOver");
        }
        return await keeper.ResetByMailAsync(link, wanted, () => outbox.Add(link.Address, Texts["Mail.Changed.Subject"], Letter("Mail.Changed.Text")), stop);
    }

    /// <summary>A link to an address that an account wants to be reached by. Until it is followed nothing changes.</summary>
    public async Task<Outcome> AskToVerifyAsync(Account owner, string said, CancellationToken stop)
    {
        if (MailAddresses.Normal(said) is not { } address)
            return Outcome.Refused("MailUnusable");
        if (!await attempts.MayAskToVerifyAsync(owner.SignInName, stop))
            return Outcome.Refused("MailTooMany");
        var (id, now) = (Id<MailLink>.New(), clock.GetUtcNow());
        var (text, hash) = MailLink.Make(id);
        db.Add(new MailLink { Id = id, AccountId = owner.Id, Purpose = MailLinkPurpose.Verify, Address = address, Hash = hash, Until = now + MailLink.VerifyLasts });
        outbox.Add(address, Texts["Mail.Verify.Subject"], Letter("Mail.Verify.Asked", $"{settings.Site}/account/mail/verify?link={text}", Texts.Format("Mail.Verify.Lasts", (int)MailLink.VerifyLasts.TotalHours)), now + MailLink.VerifyLasts);
        log.Note(SecurityEventKind.MailAddressAsked, owner.Id);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Followed by the account's owner, who has signed in; the address before it is told.</summary>
    public async Task<Outcome> VerifyAsync(Account owner, string text, CancellationToken stop) =>
        await FindAsync(text, MailLinkPurpose.Verify, stop) is { } link && link.AccountId == owner.Id
            ? await keeper.SetMailAsync(link, before => outbox.Add(before, Texts["Mail.Moved.Subject"], Letter("Mail.Moved.Text")), stop)
            : Outcome.Refused("MailLinkOver");

    /// <summary>Removes links that are over.</summary>
    public async Task ForgetAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await db.MailLinks.Where(l => l.Until <= now || l.UsedAt != null).ExecuteDeleteAsync(stop);
        await outbox.ForgetAsync(stop);
    }

    /// <summary>Short, of no one in particular, and about one thing.</summary>
    private static string Letter(string about, params string[] says) => string.Join("\n\n", [Texts[about], .. says, Texts["Mail.NotYou"], Outbox.NoReply]);
}

using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Shared.Mail;

/// <summary>Mail on its way: added with the change it tells of and saved by whoever saves that; sent beside, at least once each.</summary>
public sealed class Outbox(GenomlysDb db, Sealing sealing, TimeProvider clock)
{
    /// <summary>How every mail ends.</summary>
    public static string NoReply => Words.Of<MailSettings>()["NoReply"] + "\n";

    /// <summary>Of no use to its reader after a while; without one, after a day.</summary>
    public OutgoingMail Add(string to, string subject, string text, DateTimeOffset? until = null)
    {
        var mail = Write(to, subject, text, until);
        db.Add(mail);
        return mail;
    }

    /// <summary>The mail by itself. Whoever must not show whether it is sent writes it in any case.</summary>
    public OutgoingMail Write(string to, string subject, string text, DateTimeOffset? until = null)
    {
        var (id, now) = (Id<OutgoingMail>.New(), clock.GetUtcNow());
        var mail = new OutgoingMail { Id = id, SealedTo = "", SealedText = "", Subject = subject, CreatedAt = now, NextTryAt = now, Until = until is { } end && end < now + OutgoingMail.Longest ? end : now + OutgoingMail.Longest };
        return new() { Id = id, SealedTo = sealing.Seal(to, mail.PlaceOf("To")), SealedText = sealing.Seal(text, mail.PlaceOf("Text")), Subject = subject, CreatedAt = now, NextTryAt = now, Until = mail.Until };
    }

    /// <summary>How many there are of each kind, of the last thirty days.</summary>
    public async Task<IReadOnlyDictionary<MailState, int>> CountsAsync(CancellationToken stop) =>
        await db.OutgoingMail.GroupBy(m => m.State).Select(g => new { State = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.State, g => g.Count, stop);

    /// <summary>
    /// Sends what is due, the oldest first. A try is counted, and the next one set, before the server is asked: whoever else looks meanwhile leaves it alone,
    /// and if nobody comes back from it, it is tried again.
    /// </summary>
    public async Task SendDueAsync(Func<OutgoingMail, string, string, CancellationToken, Task<bool>> sendAsync, CancellationToken stop)
    {
        const int AtOnce = 50;
        var now = clock.GetUtcNow();
        foreach (var mail in await db.OutgoingMail.AsNoTracking().Where(m => m.State == MailState.Waiting && m.NextTryAt <= now).OrderBy(m => m.CreatedAt).Take(AtOnce).ToListAsync(stop))
        {
            var (tries, next) = (mail.Tries, mail.After(now));
            if (mail.IsOver(now))
                await SettleAsync(mail, MailState.GivenUp, stop);
            else if (await db.OutgoingMail.Where(m => m.Id == mail.Id && m.State == MailState.Waiting && m.Tries == tries).ExecuteUpdateAsync(m => m.SetProperty(x => x.Tries, tries + 1).SetProperty(x => x.NextTryAt, next), stop) is 1
                && sealing.Open(mail.SealedTo, mail.PlaceOf("To")) is { } to && sealing.Open(mail.SealedText, mail.PlaceOf("Text")) is { } text && await sendAsync(mail, to, text, stop))
                await SettleAsync(mail, MailState.Sent, stop);
        }
    }

    /// <summary>Removes what has been settled for long.</summary>
    public Task ForgetAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - OutgoingMail.Kept;
        return db.OutgoingMail.Where(m => m.SettledAt < before || m.CreatedAt < before).ExecuteDeleteAsync(stop);
    }

    private Task SettleAsync(OutgoingMail mail, MailState state, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return db.OutgoingMail.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, state).SetProperty(x => x.SettledAt, now).SetProperty(x => x.SealedTo, "").SetProperty(x => x.SealedText, ""), stop);
    }
}

using Genomlys.Accounts;
using Genomlys.Accounts.Roles;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Mail;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.ProtectedRecords.BreakGlass;

/// <summary>
/// Mail to those who watch over what is protected, saved with what it tells of: that something is asked for or has been broken open, never what. Those who decide
/// are led to its page; those named on the record to the program. Whoever did it gets none.
/// </summary>
internal sealed class BreakGlassNotices(GenomlysDb db, Viewer viewer, Outbox outbox, MailSettings settings)
{
    private static readonly Words Texts = Words.Of<BreakGlassRegister>();
    private static readonly AccessRole[] Watching = [.. Enum.GetValues<AccessRole>().Where(role => RolePolicy.Of(role, null, true, true).Any(e => e.Area is Area.ProtectedRecords && e.Rights.HasFlag(Rights.Decide)))];

    public Task AskedAsync(BreakGlassRequest request, CancellationToken stop) => ToWatchersAsync("Mail.Asked", request, stop);

    public async Task ApprovedAsync(BreakGlassRequest request, IReadOnlyCollection<Guid> records, CancellationToken stop)
    {
        await ToWatchersAsync("Mail.Approved", request, stop);
        var now = db.Now;
        var named = db.RecordHandlers.Where(h => records.Contains(h.RecordId) && h.Until == null && h.AccountId != request.AskedById.Value).Select(h => h.AccountId);
        await SendAsync("Mail.Handler", settings.Site, db.Accounts.Where(a => named.Contains((Guid)(object)a.Id)), stop);
    }

    private Task ToWatchersAsync(string text, BreakGlassRequest request, CancellationToken stop)
    {
        var today = db.Today;
        var watchers = db.RoleAssignments.IgnoreQueryFilters([Register.Scope])
            .Where(a => Watching.Contains(a.Role) && a.ApprovedAt != null && a.EndedAt == null && a.From <= today && a.Until >= today).Select(a => a.AccountId);
        return SendAsync(text, $"{settings.Site}/break-glass/{request.Id}", db.Accounts.Where(a => watchers.Contains(a.Id)), stop);
    }

    private async Task SendAsync(string text, string link, IQueryable<Account> whom, CancellationToken stop)
    {
        if (!settings.IsOn)
            return;
        using var beyond = db.BeyondReach();
        var actor = viewer.Account ?? Guid.Empty;
        foreach (var address in await whom.IgnoreQueryFilters([Register.Scope]).Where(a => a.Mail != null && a.DisabledAt == null && (Guid)(object)a.Id != actor).Select(a => a.Mail!).Distinct().Order().ToListAsync(stop))
            outbox.Add(address, Texts["Mail.Subject"], $"{Texts[text]}\n\n{link}\n\n{Outbox.NoReply}");
    }
}

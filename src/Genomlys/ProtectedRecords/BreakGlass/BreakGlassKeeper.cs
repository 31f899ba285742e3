using Genomlys.Accounts;
using Genomlys.Accounts.Log;
using Genomlys.Shared;
using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Registers;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.ProtectedRecords.BreakGlass;

/// <summary>Asks for, decides on, closes and reviews what is broken open. The security log says who and when, never which record.</summary>
internal sealed class BreakGlassKeeper(GenomlysDb db, Viewer viewer, SecurityLog log, BreakGlassNotices notices, IConfiguration settings)
{
    private const int DefaultMinutes = 60, MostMinutes = 240, MostRecords = 5;

    /// <summary>How long it is open: <c>BreakGlass:Minutes</c>.</summary>
    public TimeSpan Lasts => TimeSpan.FromMinutes(Math.Clamp(settings.GetValue("BreakGlass:Minutes", DefaultMinutes), 1, MostMinutes));

    private Id<Account> Actor => new(viewer.Account ?? throw new InvalidOperationException("Nobody has signed in."));

    public async Task<(Outcome Outcome, BreakGlassRequest Request)> AskAsync(BreakGlassRequest request, CancellationToken stop)
    {
        if (Problem(request) is { } problem)
            return (Outcome.Refused(problem), request);
        db.Add(request);
        log.Note(SecurityEventKind.BreakGlassAsked, Actor, $"{request.Id}");
        await notices.AskedAsync(request, stop);
        await db.SaveChangesAsync(stop);
        return (Outcome.Done, request);
    }

    public Task<Outcome> ApproveAsync(Id<BreakGlassRequest> id, CancellationToken stop) => WithAsync(id, async request =>
    {
        var now = db.Now;
        var register = db.Registers.Of(request.Register)!;
        var records = await register.ProtectedAsync(db, request.Reference, MostRecords, stop);
        if (records is [])
            return Outcome.Refused("NotFoundToOpen");
        var outcome = request.Approve(Actor, now, Lasts);
        if (!outcome.IsDone)
            return outcome;
        foreach (var record in records)
        {
            db.Add(new RecordHandler
            {
                Id = Id<RecordHandler>.New(), Register = request.Register, RecordId = record, AccountId = request.AskedById.Value, NamedById = viewer.Account, NamedAt = now,
                Until = request.AsHandler ? null : request.Until,
            });
            db.Note(request.Register, record, request.AsHandler ? HandlingAct.Named : HandlingAct.BrokenOpen, request.AskedById.Value);
        }
        log.Note(SecurityEventKind.BreakGlassApproved, request.AskedById, $"{request.Id}");
        await notices.ApprovedAsync(request, records, stop);
        return outcome;
    }, stop);

    public Task<Outcome> DenyAsync(Id<BreakGlassRequest> id, CancellationToken stop) => WithAsync(id, request =>
    {
        var outcome = request.Deny(Actor, db.Now);
        if (outcome.IsDone)
            log.Note(SecurityEventKind.BreakGlassDenied, request.AskedById, $"{request.Id}");
        return Task.FromResult(outcome);
    }, stop);

    /// <summary>By whoever asked, or whoever may decide.</summary>
    public Task<Outcome> EndAsync(Id<BreakGlassRequest> id, CancellationToken stop) => WithAsync(id, async request =>
    {
        var (now, account) = (db.Now, request.AskedById.Value);
        var until = request.Until;
        var outcome = request.End(now);
        if (!outcome.IsDone)
            return outcome;
        db.RemoveRange(await db.RecordHandlers.Where(h => h.AccountId == account && h.Register == request.Register && h.Until != null && h.Until == until).ToListAsync(stop));
        log.Note(SecurityEventKind.BreakGlassEnded, request.AskedById, $"{request.Id}");
        return outcome;
    }, stop);

    public Task<Outcome> ReviewAsync(Id<BreakGlassRequest> id, string note, CancellationToken stop) => WithAsync(id, request =>
    {
        if (note.Trim() is not { Length: > 0 and <= 1000 } said)
            return Task.FromResult(Outcome.Refused("NoReviewNote"));
        var outcome = request.Review(Actor, said, db.Now);
        if (outcome.IsDone)
            log.Note(SecurityEventKind.BreakGlassReviewed, request.AskedById, $"{request.Id}");
        return Task.FromResult(outcome);
    }, stop);

    /// <summary>The viewer's own, and all for those who decide.</summary>
    public async Task<BreakGlassRequest?> FindAsync(Id<BreakGlassRequest> id, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();   // one's own is no reading of the register
        return await db.BreakGlassRequests.AsNoTracking().IgnoreQueryFilters([Register.Scope]).SingleOrDefaultAsync(r => r.Id == id, stop) is { } request
        && (request.AskedById.Value == viewer.Account || viewer.May(Need.Read, Area.ProtectedRecords)) ? request : null;
    }

    public async Task<IReadOnlyList<BreakGlassRequest>> OwnAsync(CancellationToken stop)
    {
        var actor = Actor;
        using var beyond = db.BeyondReach();
        return await db.BreakGlassRequests.AsNoTracking().IgnoreQueryFilters([Register.Scope]).Where(r => r.AskedById == actor).OrderByDescending(r => r.AskedAt).Take(50).ToListAsync(stop);
    }

    private async Task<Outcome> WithAsync(Id<BreakGlassRequest> id, Func<BreakGlassRequest, Task<Outcome>> act, CancellationToken stop)
    {
        using var beyond = db.BeyondReach();
        var request = await db.BreakGlassRequests.IgnoreQueryFilters([Register.Scope]).SingleAsync(r => r.Id == id, stop);
        var outcome = await act(request);
        if (!outcome.IsDone)
        {
            db.ChangeTracker.Clear();
            return outcome;
        }
        try
        {
            await db.SaveChangesAsync(stop);
            return outcome;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Outcome.Refused("DecidedAlready");
        }
    }

    private string? Problem(BreakGlassRequest request) =>
        db.Registers.Of(request.Register) is not { IsGuarded: true } register || !viewer.Reads(register.Area) ? "NoRegister"
        : request.Reference is not { Length: > 0 and <= 200 } ? "NoReference"
        : request.LegalGround is not { Length: > 0 and <= 200 } ? "NoLegalGround"
        : request.Reason is not { Length: > 0 and <= 1000 } ? "NoReason"
        : request.CaseNumber is not { Length: > 0 and <= 60 } ? "NoCaseNumber"
        : null;
}

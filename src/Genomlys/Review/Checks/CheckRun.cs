using Genomlys.Shared.Access;
using Genomlys.Shared.Data;
using Genomlys.Shared.Deadlines;
using Genomlys.Shared.Registers;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Checks;

/// <summary>What the checks say of a review now, and what someone has held may stand.</summary>
public sealed record CheckResult(IReadOnlyList<Problem> Problems, IReadOnlyDictionary<string, ReviewOverride> Overrides)
{
    /// <summary>Errors that nobody has overridden: as long as there is one, the review is not to be decided.</summary>
    public IEnumerable<Problem> Blocking => Problems.Where(p => p.IsError && !Overrides.ContainsKey(p.Fingerprint));
    public bool IsBlocked => Blocking.Any();

    public int Errors(string place) => Blocking.Count(p => p.PlaceKey == place);
    public int Warnings(string place) => Problems.Count(p => !p.IsError && p.PlaceKey == place);
}

/// <summary>Holds a review against the checks: its draft, and what the registers know beside it.</summary>
public sealed class CheckRun(GenomlysDb db, DraftComposer composer, IEnumerable<IEvidence> known, RegisterBook registers)
{
    public async Task<CheckResult> OfAsync(ManagementReview review, CancellationToken stop) => await OfAsync(await composer.ComposeAsync(review, stop), stop);

    public async Task<CheckResult> OfAsync(Draft draft, CancellationToken stop) => new(
        ReviewChecks.Of(await CheckedAsync(draft, stop)),
        await db.ReviewOverrides.AsNoTracking().Where(o => o.ReviewId == draft.Review.Id).ToDictionaryAsync(o => o.Fingerprint, stop));

    /// <summary>Takes away the overrides of problems that are gone. Called where something is written, for asking changes nothing.</summary>
    public async Task SettleAsync(ManagementReview review, CancellationToken stop)
    {
        if (!await db.ReviewOverrides.AnyAsync(o => o.ReviewId == review.Id, stop))
            return;
        var standing = (await OfAsync(review, stop)).Problems.Select(p => p.Fingerprint).ToHashSet();
        foreach (var given in await db.ReviewOverrides.Where(o => o.ReviewId == review.Id).ToListAsync(stop))
            if (!standing.Contains(given.Fingerprint))
                db.Remove(given);
    }

    public async Task<CheckedReview> CheckedAsync(Draft draft, CancellationToken stop)
    {
        var evidence = new Evidence();
        foreach (var one in known)
            await one.TellAsync(evidence, db, draft.Review.Period, stop);
        var kept = new List<string>();
        foreach (var register in registers.All.Where(r => r.IsGuarded))
            kept.AddRange(await register.ProtectedTextsAsync(db, stop));
        var (from, to) = (draft.Review.Period.From, draft.Review.Period.To);
        return new CheckedReview(draft.Review.Year, draft.Review.AsOf, db.Today, DraftText.Of(draft.Places))
        {
            Figures = draft.Figures,
            Laws = evidence.Laws,
            Proposals = evidence.Proposals,
            Earlier = evidence.Earlier,
            Plan = evidence.Plan,
            Duties = [.. (await db.Deadlines.AsNoTracking().Where(d => d.Area == Area.Incidents && d.StartedAt >= from && d.StartedAt < to).OrderBy(d => d.StartedAt).ThenBy(d => d.Href).ToListAsync(stop)).Select(d => new DutyFact(d.Subject, d.StartedAt, d.DueAt, d.MetAt))],
            Protected = kept,
        };
    }
}

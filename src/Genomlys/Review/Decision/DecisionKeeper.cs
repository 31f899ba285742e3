using System.Security.Cryptography;
using Genomlys.Review.Freezing;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>Enters what has been decided: the rulings, the registers that follow, the edition and its files, all at once or not at all.</summary>
public sealed class DecisionKeeper(GenomlysDb db, IEnumerable<IDecidable> modules, DraftComposer composer, ReviewExport export)
{
    private const int LongestBy = 300;

    public async Task<Outcome> SayAsync(Id<ManagementReview> id, string? reference, IReadOnlyDictionary<Guid, SaidOfProposal> said, Guid? by, CancellationToken stop)
    {
        var review = await db.Reviews.SingleAsync(r => r.Id == id, stop);
        if (review.State is not ReviewState.Frozen)
            return Outcome.Refused("NotFrozen");
        review.Reference = reference;
        foreach (var ruling in await db.RulingsOf(review).ToListAsync(stop))
            if (said.TryGetValue(ruling.Id.Value, out var one) && ruling.Say(one, by, db.Now) is { IsDone: false } refused)
                return refused;
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    /// <summary>Refused while a proposal lacks something, and where a module cannot follow.</summary>
    public async Task<Outcome> DecideAsync(Id<ManagementReview> id, string by, Guid? account, CancellationToken stop)
    {
        var review = await db.Reviews.SingleAsync(r => r.Id == id, stop);
        if (await db.FreezeOfAsync(review, stop) is not { } freeze || review.Decide() is { IsDone: false })
            return Outcome.Refused("NotFrozen");
        if (by.Trim() is "" || by.Length > LongestBy)
            return Outcome.Refused("DecidedByWhom");
        var rulings = await db.RulingsOf(review).ToListAsync(stop);
        if (rulings.Select(r => r.Lacks()).OfType<string>().FirstOrDefault() is { } lacks)
            return Outcome.Refused(lacks);
        foreach (var ruling in rulings)
            if (await modules.First(m => m.Key == ruling.Source).DecideAsync(db, ruling.ProposalId, ruling.RuledOn(db.Today), stop) is { IsDone: false } refused)
                return refused;
        var edition = new DecidedEdition
        {
            Id = Id<DecidedEdition>.New(), ReviewId = review.Id, Edition = review.Edition, FreezeId = freeze.Id, On = db.Today, At = db.Now, ById = account, By = by.Trim(),
            Reference = review.Reference, Correction = review.Correction,
        };
        db.Add(edition);
        db.AddRange(await FilesAsync(review, edition, rulings, stop));
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    private async Task<IReadOnlyList<DecidedFile>> FilesAsync(ManagementReview review, DecidedEdition edition, IReadOnlyList<ProposalRuling> rulings, CancellationToken stop)
    {
        var draft = await composer.ComposeDecidedAsync(review, edition, rulings, stop);
        List<DecidedFile> files = [];
        foreach (var format in ReviewExport.Formats.Where(f => f is not "pdf" || export.PdfProblem is null))
        {
            var content = new MemoryStream();
            await export.WriteAsync(draft, format, content, stop);
            files.Add(new DecidedFile
            {
                Id = Id<DecidedFile>.New(), ReviewId = review.Id, EditionId = edition.Id, Name = $"{ReviewExport.FileName(review)}.{format}", MediaType = ReviewExport.MediaType(format),
                Hash = Convert.ToHexStringLower(SHA256.HashData(content.ToArray())), Content = content.ToArray(),
            });
        }
        return files;
    }
}

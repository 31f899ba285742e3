using System.Security.Cryptography;
using Genomlys.Review.Checks;
using Genomlys.Review.Freezing;
using Genomlys.Review.Sealing;
using Genomlys.Shared;
using Genomlys.Shared.Data;
using Genomlys.Shared.Reports;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Decision;

/// <summary>Enters what has been decided: the rulings, the registers that follow, the edition and its files, all at once or not at all.</summary>
public sealed class DecisionKeeper(GenomlysDb db, IEnumerable<IDecidable> modules, DraftComposer composer, ReviewExport export, CheckRun checks, Seals seals)
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

    /// <summary>Refused while a proposal lacks something or an error of the checks stands, and where a module or the seal cannot follow.</summary>
    public async Task<Outcome> DecideAsync(Id<ManagementReview> id, string by, Guid? account, CancellationToken stop)
    {
        var review = await db.Reviews.SingleAsync(r => r.Id == id, stop);
        if (review.State is not ReviewState.Frozen || await db.FreezeOfAsync(review, stop) is not { } freeze)
            return Outcome.Refused("NotFrozen");
        if (by.Trim() is "" || by.Length > LongestBy)
            return Outcome.Refused("DecidedByWhom");
        var rulings = await db.RulingsOf(review).ToListAsync(stop);
        if (rulings.Select(r => r.Lacks()).OfType<string>().FirstOrDefault() is { } lacks)
            return Outcome.Refused(lacks);
        if ((await checks.OfAsync(review, stop)).IsBlocked)
            return Outcome.Refused("ErrorsStand");
        foreach (var ruling in rulings)
            if (await modules.First(m => m.Key == ruling.Source).DecideAsync(db, ruling.ProposalId, ruling.RuledOn(db.Today), stop) is { IsDone: false } refused)
                return refused;
        review.Decide();
        var edition = new DecidedEdition
        {
            Id = Id<DecidedEdition>.New(), ReviewId = review.Id, Edition = review.Edition, FreezeId = freeze.Id, On = db.Today, At = db.Now, ById = account, By = by.Trim(),
            Reference = review.Reference, Correction = review.Correction, Code = SealSubject.NewCode(),
        };
        db.Add(edition);
        var draft = await composer.ComposeDecidedAsync(review, edition, rulings, stop);
        var subject = new SealSubject(review.Kind, review.Year, review.Edition, draft.Template.Key, draft.Document.Cover.Organisation, review.Reference, edition.On, edition.Code);
        var (package, isSealed) = await seals.SealAsync(subject, await FilesAsync(draft, stop), db.Now, stop);
        if (package is null)
            return isSealed;
        db.AddRange(Kept(review, edition, package));
        await seals.RecordAsync(review.Id, package, db.Now, stop);
        await db.SaveChangesAsync(stop);
        return Outcome.Done;
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> FilesAsync(Draft draft, CancellationToken stop)
    {
        Dictionary<string, byte[]> files = [];
        foreach (var format in ReviewExport.Formats.Where(f => f is not "pdf" || export.PdfProblem is null))
        {
            var content = new MemoryStream();
            await export.WriteAsync(draft, format, content, stop);
            files.Add(ArchivePackage.Report + format, content.ToArray());
        }
        return files;
    }

    /// <summary>The review in each format, sealed where it can be, and the package to archive.</summary>
    private static IEnumerable<DecidedFile> Kept(ManagementReview review, DecidedEdition edition, ArchivePackage package)
    {
        return [.. ReviewExport.Formats.Where(f => package.Files.Any(held => held.Key == ArchivePackage.Report + f)).Select(f => Of(f, ReviewExport.MediaType(f), package[ArchivePackage.Report + f])), Of("zip", "application/zip", package.Bytes)];

        DecidedFile Of(string extension, string mediaType, byte[] content) => new()
        {
            Id = Id<DecidedFile>.New(), ReviewId = review.Id, EditionId = edition.Id, Name = $"{ReviewExport.FileName(review.Address)}.{extension}", MediaType = mediaType,
            Hash = Convert.ToHexStringLower(SHA256.HashData(content)), Content = content,
        };
    }
}

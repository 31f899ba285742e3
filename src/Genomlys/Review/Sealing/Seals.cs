using Genomlys.Shared;
using Genomlys.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Genomlys.Review.Sealing;

/// <summary>
/// Seals a decided review and remembers what anyone may ask about it. Whoever decides calls <see cref="SealAsync"/> with the frozen files, then <see cref="RecordAsync"/>, and saves both together with the decision.
/// </summary>
public sealed class Seals(GenomlysDb db, SealSettings settings, TimestampAuthority timestamps)
{
    /// <summary>What a package is called among its own files.</summary>
    private const string Package = "package.zip";

    /// <summary>
    /// The archive package, sealed at a moment with the configured certificate; without a seal where none is configured. <paramref name="files"/> are called <c>report.pdf</c>, <c>report.docx</c>,
    /// <c>report.html</c>, <c>report.json</c>. Nothing and a text key when the certificate does not hold that day.
    /// </summary>
    /// <exception cref="SettingException">The certificate that is configured cannot be used.</exception>
    public async Task<(ArchivePackage? Package, Outcome Outcome)> SealAsync(SealSubject subject, IReadOnlyDictionary<string, byte[]> files, DateTimeOffset at, CancellationToken stop)
    {
        if (settings.Own() is not { } own)
            return (await ArchivePackage.MakeAsync(subject, files, null, stop), Outcome.Done);
        if (own.Holds(at) is { IsDone: false } refused)
            return (null, refused);
        return (await ArchivePackage.MakeAsync(subject, files, new(own.Certificate, own.Issuers, at, timestamps.IsOn ? timestamps.StampAsync : null), stop), Outcome.Done);
    }

    /// <summary>Makes the package's hashes and its code known, and earlier versions of the review replaced, as well as those of <paramref name="instead"/>, the review it corrects. The caller saves.</summary>
    public async Task<SealRecord> RecordAsync(Id<ManagementReview> review, ArchivePackage package, DateTimeOffset at, CancellationToken stop, Id<ManagementReview>? instead = null)
    {
        var subject = package.Manifest.Review;
        var made = new SealRecord
        {
            Id = Id<SealRecord>.New(), ReviewId = review, Kind = subject.Kind, Version = subject.Version, Code = subject.Code, Organisation = subject.Organisation, Decided = subject.Decided,
            RecordedAt = at, IsSealed = package.IsSealed, IsTimestamped = package.IsTimestamped,
        };
        foreach (var earlier in await db.SealRecords.Where(s => (s.ReviewId == review || s.ReviewId == instead) && s.ReplacedById == null).ToListAsync(stop))
            earlier.GiveWayTo(made);
        db.Add(made);
        foreach (var file in package.Files.Where(f => f.Key.StartsWith(ArchivePackage.Report, StringComparison.Ordinal) || f.Key is ArchivePackage.Manifested).Append(new(Package, package.Bytes)))
            db.Add(new SealedFile { SealId = made.Id, Name = file.Key, Sha256 = ManifestFile.Of(file.Key, file.Value).Sha256 });
        return made;
    }

    /// <summary>The decision that a code, or the SHA-256 of a file, belongs to. The same question is asked whatever was said.</summary>
    public Task<SealRecord?> FindAsync(string? said, CancellationToken stop)
    {
        var (code, hash) = (SealSubject.CodeIn(said) ?? "", HashIn(said) ?? "");
        return db.SealRecords.AsNoTracking().Where(s => s.Code == code || db.Set<SealedFile>().Any(f => f.SealId == s.Id && f.Sha256 == hash)).OrderByDescending(s => s.Id).FirstOrDefaultAsync(stop);
    }

    private static string? HashIn(string? said) =>
        string.Concat((said ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;
}

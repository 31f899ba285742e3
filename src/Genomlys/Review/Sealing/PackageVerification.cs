using System.Security.Cryptography.X509Certificates;
using System.Text;
using Genomlys.Review.Sealing.Pdf;

namespace Genomlys.Review.Sealing;

/// <summary>Checks a package, or a sealed PDF by itself, against the certificates that are trusted, and those of timestamp services. Reads what nobody has vouched for: whatever it is, the answer is a verdict.</summary>
public sealed class PackageVerification(Trust sealers, Trust services)
{
    /// <summary>The largest file that is looked at, in bytes.</summary>
    public const int Most = 256 << 20;

    private readonly List<SealFinding> findings = [];

    public static async Task<SealReport> OfAsync(Stream content, Trust sealers, Trust services, CancellationToken stop)
    {
        using var read = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, stop) is var count and > 0)
        {
            if (read.Length + count > Most)
                return SealReport.Broken("Check.TooLarge");
            read.Write(buffer, 0, count);
        }
        return Of(read.ToArray(), sealers, services);
    }

    public static SealReport Of(byte[] content, Trust sealers, Trust services)
    {
        if (content.AsSpan().StartsWith("%PDF"u8))
            return new PackageVerification(sealers, services).OfPdf(content);
        return StoredZip.Read(content) is { } files ? OfFiles(files, sealers, services)
            : SealReport.Broken(content.AsSpan().StartsWith("PK"u8) ? "Check.NotAsPacked" : "Check.NotAPackage");
    }

    /// <summary>The same, unpacked.</summary>
    public static SealReport OfFiles(IReadOnlyList<KeyValuePair<string, byte[]>> files, Trust sealers, Trust services) => new PackageVerification(sealers, services).OfPackage(files);

    private SealReport OfPdf(byte[] pdf)
    {
        if (PdfSeal.Read(pdf) is not { } seal)
            return pdf.AsSpan().IndexOf("/ETSI.CAdES.detached"u8) >= 0 ? SealReport.Broken("Check.PdfSeal") : new(SealVerdict.Unsealed, [new("Check.PdfUnsealed", "")]);
        CheckPdf(seal, "");
        var timestamp = seal.Cms.Timestamp is null ? null : seal.Timestamp ?? Wrong<TimestampProof>("Check.Timestamp", "");
        return Judged(seal.Cms, seal.At, timestamp, null);
    }

    private SealReport OfPackage(IReadOnlyList<KeyValuePair<string, byte[]>> files)
    {
        var held = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, content) in files)
            if (!held.TryAdd(name, content))
                return SealReport.Broken("Check.Twice", name);
        if (!held.TryGetValue(ArchivePackage.Manifested, out var written))
            return SealReport.Broken("Check.NoManifest", ArchivePackage.Manifested);
        if (Manifest.Read(written) is not { } manifest)
            return SealReport.Broken("Check.Manifest", ArchivePackage.Manifested);
        CheckFiles(manifest, held);
        if (manifest.Seal is null)
            return findings is [] ? new(SealVerdict.Unsealed, [new("Check.Unsealed", "")]) { Review = manifest.Review } : new(SealVerdict.Broken, findings);
        var signed = Signed(ArchivePackage.Manifested, held);
        foreach (var beside in manifest.Files.Where(f => f.Name.EndsWith(ArchivePackage.Signature, StringComparison.Ordinal)).Select(f => f.Name[..^ArchivePackage.Signature.Length]))
            CheckSigner(Signed(beside, held), signed, beside + ArchivePackage.Signature);
        var timestamp = manifest.IsTimestamped ? Timestamped(manifest, held) : null;
        foreach (var (name, content) in held.Where(f => f.Key.EndsWith(".pdf", StringComparison.Ordinal)))
            if (PdfSeal.Read(content) is not { } seal)
                Wrong<object>("Check.PdfSeal", name);
            else
            {
                CheckPdf(seal, name);
                CheckSigner(seal.Cms, signed, name);
                if (manifest.IsTimestamped && seal.Timestamp is null)
                    Wrong<object>("Check.Timestamp", name);
            }
        if (signed is null)
            return new(SealVerdict.Broken, findings);
        if (ManifestSeal.Of(signed.Signer) != manifest.Seal)
            Wrong<object>("Check.OtherCertificate", ArchivePackage.Manifested + ArchivePackage.Signature);
        if (held.TryGetValue(ArchivePackage.Certificate, out var pem) && !pem.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(signed.Signer.ExportCertificatePem() + "\n")))
            Wrong<object>("Check.OtherCertificate", ArchivePackage.Certificate);
        return Judged(signed, signed.SaidAt, timestamp, manifest.Review);
    }

    /// <summary>Every file is as the manifest says, none is missing, and none is there that it does not name.</summary>
    private void CheckFiles(Manifest manifest, Dictionary<string, byte[]> held)
    {
        const string Signature = ArchivePackage.Manifested + ArchivePackage.Signature;
        string[] beside = [ArchivePackage.Manifested, .. manifest.Seal is null ? Array.Empty<string>() : [Signature, .. manifest.IsTimestamped ? [Signature + ArchivePackage.Answer] : Array.Empty<string>()]];
        foreach (var file in manifest.Files)
            if (!held.TryGetValue(file.Name, out var content))
                Wrong<object>("Check.Missing", file.Name);
            else if (ManifestFile.Of(file.Name, content) != file)
                Wrong<object>("Check.Changed", file.Name);
        foreach (var name in beside.Except(held.Keys))
            Wrong<object>("Check.Missing", name);
        foreach (var name in held.Keys.Except(beside).Except(manifest.Files.Select(f => f.Name)))
            Wrong<object>("Check.Extra", name);
    }

    private DetachedCms? Signed(string name, Dictionary<string, byte[]> held)
    {
        var signature = name + ArchivePackage.Signature;
        if (!held.TryGetValue(name, out var content) || !held.TryGetValue(signature, out var der))
            return null;   // said already
        return DetachedCms.Read(der) is { Timestamp: null, SaidAt: not null } cms && cms.IsOver(content) ? cms : Wrong<DetachedCms>("Check.Signature", signature);
    }

    private void CheckSigner(DetachedCms? one, DetachedCms? other, string file)
    {
        if (one is not null && other is not null && !one.Certificates[0].AsSpan().SequenceEqual(other.Certificates[0]))
            Wrong<object>("Check.OtherCertificate", file);
    }

    private void CheckPdf(SealedPdf seal, string file)
    {
        if (!seal.IsWhole)
            Wrong<object>("Check.Appended", file);
        else if (!seal.IsSound || seal.Cms.SaidAt is not null)
            Wrong<object>("Check.PdfSeal", file);
    }

    /// <summary>The token over the manifest's signature; that over each other signature must be whole too.</summary>
    private TimestampProof? Timestamped(Manifest manifest, Dictionary<string, byte[]> held)
    {
        TimestampProof? last = null;
        foreach (var signature in manifest.Files.Select(f => f.Name).Where(n => n.EndsWith(ArchivePackage.Signature, StringComparison.Ordinal)).Append(ArchivePackage.Manifested + ArchivePackage.Signature))
            last = held.TryGetValue(signature, out var signed) ? TimestampProof.OfAnswer(held.GetValueOrDefault(signature + ArchivePackage.Answer), signed) ?? Wrong<TimestampProof>("Check.Timestamp", signature + ArchivePackage.Answer) : null;
        return last;
    }

    /// <summary>Whether the certificate held is asked of the moment that somebody else vouches for, where there is one.</summary>
    private SealReport Judged(DetachedCms cms, DateTimeOffset? saidAt, TimestampProof? timestamp, SealSubject? review)
    {
        var service = timestamp is null ? Standing.Unknown : services.Of(timestamp.Authority, timestamp.Beside, timestamp.At);
        var at = service is Standing.Trusted ? timestamp!.At : saidAt ?? DateTimeOffset.MinValue;
        var standing = sealers.Of(cms.Signer, cms.Certificates.Skip(1).Select(c => X509CertificateLoader.LoadCertificate(c)).ToList(), at);
        if (standing is Standing.Expired)
            Wrong<object>("Check.Expired", "");
        if (service is Standing.Expired)
            Wrong<object>("Check.TimestampExpired", "");
        var verdict = findings is [_, ..] ? SealVerdict.Broken : standing is Standing.Trusted ? SealVerdict.Valid : SealVerdict.UnknownSeal;
        return new(verdict, verdict is SealVerdict.UnknownSeal ? [new(standing is Standing.SelfSigned ? "Check.SelfSigned" : "Check.UnknownIssuer", "")] : findings)
        {
            Review = review, Signer = cms.Signer.Subject, Standing = standing, SealedAt = saidAt,
            Timestamp = timestamp is null ? TimestampState.Missing : service is Standing.Trusted ? TimestampState.Trusted : TimestampState.Unknown, TimestampedAt = timestamp?.At,
        };
    }

    private T? Wrong<T>(string key, string file) where T : class
    {
        findings.Add(new(key, file));
        return null;
    }
}

using System.Text;
using Genomlys.Review.Sealing.Pdf;
using Genomlys.Shared;

namespace Genomlys.Review.Sealing;

/// <summary>
/// A decided review as it is archived: its files, the manifest, the seals, and how to check them. Same files, decision, moment and RSA certificate: same bytes, where there is no timestamp.
/// Without a certificate it has no seal, and its manifest says so.
/// </summary>
public sealed record ArchivePackage(Manifest Manifest, IReadOnlyList<KeyValuePair<string, byte[]>> Files)
{
    public const string Manifested = "manifest.json", Signature = ".p7s", Answer = ".tsr", Report = "report.", Certificate = "seal.pem", ReadMe = "README.txt";

    private static readonly Words Texts = Words.Of<SealPen>();
    private static readonly string[] AlsoSigned = ["report.json"];

    public byte[] Bytes { get; } = StoredZip.Of(Files);

    public byte[] this[string name] => Files.First(f => f.Key == name).Value;

    public bool IsSealed => Manifest.Seal is not null;
    public bool IsTimestamped => Manifest.IsTimestamped;

    /// <summary>Puts the package together from the review's files, called <c>report.pdf</c>, <c>report.json</c> and so on. When the timestamp service does not answer it is sealed without.</summary>
    /// <exception cref="InvalidDataException">The PDF cannot be sealed.</exception>
    public static async Task<ArchivePackage> MakeAsync(SealSubject subject, IReadOnlyDictionary<string, byte[]> files, SealPen? pen, CancellationToken stop)
    {
        if (files.Keys.FirstOrDefault(n => !n.StartsWith(Report, StringComparison.Ordinal) || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '.')) is { } unknown)
            throw new ArgumentException($"{unknown} is not called report and something.", nameof(files));
        try
        {
            return await MadeAsync(subject, files, pen, stop);
        }
        catch (TimestampUnavailableException)
        {
            return await MadeAsync(subject, files, pen! with { Stamp = null }, stop);
        }
    }

    private static async Task<ArchivePackage> MadeAsync(SealSubject subject, IReadOnlyDictionary<string, byte[]> files, SealPen? pen, CancellationToken stop)
    {
        var held = new List<KeyValuePair<string, byte[]>>();
        foreach (var (name, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            held.Add(new(name, pen is not null && name.EndsWith(".pdf", StringComparison.Ordinal) ? await PdfSeal.SealAsync(content, pen, stop) : content));
            if (pen is not null && AlsoSigned.Contains(name))
                await SignAsync(name, content, pen, held, stop);
        }
        held.Add(new(ReadMe, ReadMeOf(subject.Kind, pen)));
        if (pen is not null)
            held.Add(new(Certificate, Encoding.ASCII.GetBytes(pen.Certificate.ExportCertificatePem() + "\n")));
        var manifest = new Manifest(subject, pen is null ? null : ManifestSeal.Of(pen.Certificate), pen?.Stamp is not null, [.. held.Select(f => ManifestFile.Of(f.Key, f.Value))]);
        held.Add(new(Manifested, manifest.ToBytes()));
        if (pen is not null)
            await SignAsync(Manifested, held[^1].Value, pen, held, stop);
        return new(manifest, held);
    }

    /// <summary>The signature, and the moment it was there.</summary>
    private static async Task SignAsync(string name, byte[] content, SealPen pen, List<KeyValuePair<string, byte[]>> held, CancellationToken stop)
    {
        var signature = DetachedCms.Make(content, pen, saysWhen: true).Encode();
        held.Add(new(name + Signature, signature));
        if (pen.Stamp is not null)
            held.Add(new(name + Signature + Answer, await pen.Stamp(signature, stop)));
    }

    private static byte[] ReadMeOf(ReviewKind kind, SealPen? pen)
    {
        using var text = new StreamReader(typeof(ArchivePackage).Assembly.GetManifestResourceStream($"{typeof(ArchivePackage).Namespace}.README.{(pen is null ? "unsealed" : "sealed")}.txt")!);
        return Encoding.UTF8.GetBytes(text.ReadToEnd().ReplaceLineEndings("\n").Replace("{SV}", Texts.Names($"Package.{kind}")[0], StringComparison.Ordinal).Replace("{EN}", Texts.Names($"Package.{kind}")[1], StringComparison.Ordinal));
    }
}

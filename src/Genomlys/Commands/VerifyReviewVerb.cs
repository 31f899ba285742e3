using System.CommandLine;
using Genomlys.Review.Sealing;
using Genomlys.Shared;

namespace Genomlys.Commands;

/// <summary>Checks a package, its folder when it is unpacked, or a sealed PDF. Exit codes: 0 valid, 1 broken, 2 not there, 3 whole but of a seal that is not trusted, 4 without a seal.</summary>
internal static class VerifyReviewVerb
{
    private static readonly Words Texts = Words.Of<SealPen>();

    public static Command Make()
    {
        var file = new Argument<string>("file") { Description = Cli.Texts["Verify.File"] };
        var trust = new Option<string[]>("--trust") { Description = Cli.Texts["Verify.Trust"] };
        var services = new Option<string[]>("--timestamp-trust") { Description = Cli.Texts["Verify.TimestampTrust"] };
        var verb = new Command("verify-review", Cli.Texts["Verify"]) { file, trust, services };
        verb.SetAction(async (said, stop) =>
        {
            await using var app = Web.Build([]);   // for its settings: what is trusted where the program runs is trusted here
            var configured = new SealSettings(app.Configuration);
            return await CheckAsync(said.GetValue(file)!, configured.Sealers().And(All(said.GetValue(trust))), configured.Services().And(All(said.GetValue(services))), stop);
        });
        return verb;
    }

    public static async Task<int> CheckAsync(string path, Trust sealers, Trust services, CancellationToken stop)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            await Console.Error.WriteLineAsync(Cli.Texts.Format("NoFile", path));
            return Cli.NotUnderstood;
        }
        var report = await ReportAsync(path, sealers, services, stop);
        Console.WriteLine(Texts[$"Verdict.{report.Verdict}"]);
        foreach (var finding in report.Findings)
            Console.WriteLine($"– {Texts.Format(finding.Key, finding.File).Trim()}");
        if (report.Review is { } review)
            Console.WriteLine(Cli.Texts.Format("Verify.Review", review.Organisation, review.Year, review.Version, review.Decided, review.Reference ?? "–", Texts[$"ReviewKind.{review.Kind}"]));
        if (report.Signer is { } signer)
            Console.WriteLine(Cli.Texts.Format("Verify.Signer", signer, $"{report.SealedAt:yyyy-MM-dd HH:mm:ss} UTC"));
        if (report.Verdict is SealVerdict.Valid or SealVerdict.UnknownSeal)
            Console.WriteLine($"{Texts[$"TimestampState.{report.Timestamp}"]}{(report.TimestampedAt is { } at ? $": {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}");
        return report.Verdict switch { SealVerdict.Valid => Cli.Done, SealVerdict.Broken => Cli.Refused, SealVerdict.UnknownSeal => 3, SealVerdict.Unsealed => 4 };
    }

    private static async Task<SealReport> ReportAsync(string path, Trust sealers, Trust services, CancellationToken stop)
    {
        if (!Directory.Exists(path))
        {
            await using var content = File.OpenRead(path);
            return await PackageVerification.OfAsync(content, sealers, services, stop);
        }
        var files = new List<KeyValuePair<string, byte[]>>();
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(file).Length > PackageVerification.Most)
                return SealReport.Broken("Check.TooLarge");
            files.Add(new(Path.GetRelativePath(path, file), await File.ReadAllBytesAsync(file, stop)));
        }
        return PackageVerification.OfFiles(files, sealers, services);
    }

    private static IReadOnlyList<System.Security.Cryptography.X509Certificates.X509Certificate2> All(string[]? files) => SealSettings.All(string.Join(';', files ?? []));
}
